import { expect, test } from 'vitest';
import type { FinalState } from './records.ts';
import { goneSignals, signalsOf } from './reports.ts';

const JOB = {
  ...{ id: 'd1', customer: 'ann', channel: 'email', trigger: 'rainy', to: 'ann@shop.example' },
};
const OFFERED = { channels: ['email'], marketing: ['offers', 'news'] };
const told = (state: FinalState, { reason = 'said', effect = '', heeded = [] as string[] } = {}) =>
  signalsOf(JOB, { state, reason, effect }, 2, 77, (trigger, name) => heeded.includes(`${trigger} ${name}`), OFFERED);
const ended = (state: FinalState) => ({
  ...{ id: `d1.${state}.2`, kind: 'message', customer: 'ann', at: 77 },
  value: { delivery: 'd1', channel: 'email', trigger: 'rainy', reason: 'said', state },
});

test('that nothing left is told in any case', () => {
  for (const state of ['failed', 'expired', 'held-back'] as const) {
    expect(told(state)).toEqual([ended(state)]);
    expect(told(state, { heeded: [`rainy ${state}`] })).toEqual([ended(state)]);
  }
});

test('that it was sent, or may have been, is told where a trigger goes by it', () => {
  for (const state of ['sent', 'uncertain'] as const) {
    expect(told(state)).toEqual([]);
    expect(told(state, { heeded: [`other ${state}`, 'rainy failed'] })).toEqual([]);
    expect(told(state, { heeded: [`rainy ${state}`] })).toEqual([ended(state)]);
  }
});

test('that a person’s reply was sent, or may have been, is told where its service counts messages', () => {
  const reply = { ...JOB, id: 'reply-1', trigger: '', by: 'mia' };
  const toldOf = (channel: string, state: FinalState) =>
    signalsOf({ ...reply, channel }, { state, reason: '', effect: '' }, 1, 77, () => false, OFFERED).map(
      ({ id }) => id,
    );
  expect(toldOf('wechat', 'sent')).toEqual(['reply-1.sent.1']);
  expect(toldOf('wechat', 'uncertain')).toEqual(['reply-1.uncertain.1']);
  expect(toldOf('sms', 'sent')).toEqual([]);
  const { by: _, ...triggers } = reply;
  expect(
    signalsOf(
      { ...triggers, channel: 'wechat' },
      { state: 'sent', reason: '', effect: '' },
      1,
      77,
      () => false,
      OFFERED,
    ),
  ).toEqual([]);
});

test('a dead address and a wish to hear no more are told besides, and no other effect', () => {
  const about = { id: 'd1.bounced.2', kind: 'message', customer: 'ann', at: 77 };
  const value = { delivery: 'd1', channel: 'email', trigger: 'rainy', reason: 'said', state: 'bounced' };
  expect(told('failed', { effect: 'suppress-address' })).toEqual([
    ended('failed'),
    { ...about, value: { ...value, hard: true, address: 'ann@shop.example' } },
  ]);
  expect(told('failed', { effect: 'opt-out' })).toEqual([
    ended('failed'),
    {
      ...{ id: 'd1.opted-out.2', kind: 'consent', customer: 'ann', at: 77 },
      value: { channel: 'email', purpose: '*', granted: false, source: 'provider' },
    },
  ]);
  expect(told('failed', { effect: 'marketing-opt-out' })).toEqual([
    ended('failed'),
    ...OFFERED.marketing.map((purpose) => ({
      ...{ id: `d1.opted-out.${purpose}.2`, kind: 'consent', customer: 'ann', at: 77 },
      value: { channel: 'email', purpose, granted: false, source: 'provider' },
    })),
  ]);
  for (const effect of ['drop', 'channel-misconfigured', 'disable-endpoint']) {
    expect(told('failed', { effect })).toEqual([ended('failed')]);
  }
});

test('an opt-out of a number is one of all channels that the workspace reaches it by', () => {
  const offered = { channels: ['email', 'sms', 'mms'], marketing: ['offers'] };
  const end = { state: 'failed', reason: '', effect: 'opt-out' } as const;
  const consents = signalsOf({ ...JOB, channel: 'sms' }, end, 2, 77, () => false, offered).slice(1);
  expect(consents.map(({ id, value }) => [id, value])).toEqual([
    ['d1.opted-out.2', { channel: 'sms', purpose: '*', granted: false, source: 'provider' }],
    ['d1.opted-out.mms.2', { channel: 'mms', purpose: '*', granted: false, source: 'provider:sms' }],
  ]);
});

test('what a provider said at length is cut to what a signal may say', () => {
  expect(told('failed', { reason: 'x'.repeat(501) })[0]!.value.reason).toBe('x'.repeat(500));
});

test('devices that are gone are told one by one', () => {
  const token = 'registration-token';
  expect(goneSignals(JOB, [`fcm:${token}-1`, `fcm:${token}-2`], 77)).toEqual(
    [1, 2].map((i) => ({
      ...{ id: `d1.gone.${i - 1}`, kind: 'push-token', customer: 'ann', at: 77 },
      value: { service: 'fcm', token: `${token}-${i}`, removed: true },
    })),
  );
});
