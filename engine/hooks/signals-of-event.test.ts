import { expect, test } from 'vitest';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import type { SentMessage } from './contract.ts';
import { resumeSignals } from './resume-signals.ts';
import { signalsOfEvent } from './signals-of-event.ts';

const SENT: SentMessage = {
  ...{ delivery: 'd1', customer: 'anna', trigger: 'jacket', channel: 'sms', purpose: 'offers' },
  offers: { menu: ['keep', 'drop'], answers: [{ label: 'Keep it', value: 'keep' }] },
};
const OFFERED = { channels: ['sms'], marketing: ['offers', 'news'] };
const told = (event: Partial<HookEvent> & Pick<HookEvent, 'state'>) =>
  signalsOfEvent('main', { id: 'e1', at: 5, ...event }, SENT, 9, OFFERED);
const valuesOf = (event: Parameters<typeof told>[0]) => told(event).map(({ kind, value }) => ({ kind, ...value }));

test('a number is the same signal as a press on its button, with the message that it answers', () => {
  const choice = {
    delivery: 'd1',
    state: 'replied',
    channel: 'sms',
    trigger: 'jacket',
    text: 'Keep it',
    account: 'main',
    choice: 'keep',
  };
  expect(valuesOf({ state: 'replied', text: '1' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'Keep it', choice: 'keep' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'keep it' })).toEqual([{ kind: 'message', ...choice }]);
  expect(valuesOf({ state: 'replied', text: 'What?' })).toMatchObject([{ text: 'What?' }]);
  expect(valuesOf({ state: 'replied', text: 'What?' })[0]).not.toHaveProperty('choice');
});

test('a stop word stays one, whatever a menu offers', () => {
  expect(valuesOf({ state: 'replied', text: 'STOP' })).toMatchObject([
    { kind: 'message', text: 'STOP' },
    { kind: 'consent', channel: 'sms', purpose: '*', granted: false },
  ]);
});

test('a block is of its address, and a change of the address is an event with both', () => {
  expect(valuesOf({ state: 'blocked', address: '+49301' })).toMatchObject([{ state: 'blocked', address: '+49301' }]);
  expect(valuesOf({ state: 'address-changed', address: '+49301', to: '+49302' })).toEqual([
    { kind: 'event', name: 'address-changed', properties: { channel: 'sms', from: '+49301', to: '+49302' } },
  ]);
});

test('what a service refuses later has the consequence that its answer would have had', () => {
  const failed = { kind: 'message', delivery: 'd1', trigger: 'jacket', state: 'failed', channel: 'sms' };
  expect(valuesOf({ state: 'failed', effect: 'window-closed' })).toEqual([{ ...failed, refusal: 'window-closed' }]);
  expect(valuesOf({ state: 'failed', effect: 'fallback-channel' })).toEqual([{ ...failed, refusal: 'other-channel' }]);
  expect(valuesOf({ state: 'failed' })).toEqual([failed]);
  const no = { kind: 'consent', channel: 'sms', granted: false, source: 'provider' };
  expect(valuesOf({ state: 'failed', effect: 'opt-out' })).toEqual([failed, { ...no, purpose: '*' }]);
  const noMarketing = ['offers', 'news'].map((purpose) => ({ ...no, purpose }));
  expect(valuesOf({ state: 'failed', effect: 'marketing-opt-out' })).toEqual([failed, ...noMarketing]);
  expect(valuesOf({ state: 'opted-out', effect: 'marketing-opt-out' })).toEqual(noMarketing);
  const ids = told({ state: 'failed', effect: 'marketing-opt-out' }).map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
});

test('marketing that is resumed at the service is allowed again where it was stopped there', () => {
  const no = { granted: false, source: 'provider', at: 5 };
  const consents = {
    ...{ 'sms:offers': no, 'sms:news': { ...no, source: 'reply' }, 'sms:*': no, 'rcs:offers': no },
    ...{ 'sms:later': { ...no, at: 8 }, 'sms:service': { ...no, granted: true } },
  };
  expect(resumeSignals({ id: 'e1', at: 7 }, SENT, { consents }, 9)).toEqual([
    {
      ...{ id: expect.stringMatching(/^hook\.\w+\.resumed\.offers$/), kind: 'consent', customer: 'anna', at: 7 },
      value: { channel: 'sms', purpose: 'offers', granted: true, source: 'provider' },
    },
  ]);
});

test('a program that is known as a machine opens and follows as one, with its name', () => {
  const agent = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
  const byMachine = { machine: true, reason: 'image proxy of Gmail' };
  expect(valuesOf({ state: 'opened', agent, machine: false })).toMatchObject([{ state: 'opened', ...byMachine }]);
  expect(valuesOf({ state: 'clicked', agent })).toMatchObject([{ state: 'clicked', ...byMachine }]);
  for (const event of [
    { state: 'opened', agent: firefox },
    { state: 'opened' },
    { state: 'delivered', agent },
  ] as const)
    expect(valuesOf(event)[0]).not.toHaveProperty('machine');
});

test('a stop word by text message is one for pictures and RCS to the same number, where the workspace has them', () => {
  const offered = { channels: ['rcs', 'sms', 'mms', 'whatsapp'], marketing: [] };
  const stop = (channel: string, has = offered) =>
    signalsOfEvent('main', { id: 'e1', state: 'replied', text: 'STOP' }, { ...SENT, channel }, 9, has)
      .filter(({ kind }) => kind === 'consent')
      .map(({ id, value }) => [id.replace(/^hook\.[\w-]+\./, ''), value.channel, value.source]);
  expect(stop('sms')).toEqual([
    ['opted-out', 'sms', 'reply'],
    ['opted-out.mms', 'mms', 'reply:sms'],
    ['opted-out.rcs', 'rcs', 'reply:sms'],
  ]);
  expect(stop('rcs', { channels: ['rcs'], marketing: [] })).toEqual([['opted-out', 'rcs', 'reply']]);
  expect(stop('whatsapp')).toEqual([['opted-out', 'whatsapp', 'reply']]);
});
