import { expect, test } from 'vitest';
import {
  candidateWith,
  createWilling,
  gateInputsWith,
  momentWith,
  THURSDAY_EVENING as T,
} from '../../test/support/moments.ts';
import channel from '../fields/channel.ts';
import window from '../gates/window.ts';
import message from '../signals/message.ts';
import type { CustomerState } from '../state/contract.ts';
import { replyId } from '../state/reply-id.ts';
import { slotsLeftOut, WINDOWS, windowOf } from './windows.ts';

const HOUR = 3_600_000;
const hear = (state: CustomerState, at: number, value: Readonly<Record<string, unknown>>) =>
  message.effect(state, { id: 's', kind: 'message', customer: 'c1', at, value });
const read = (name: string, state: CustomerState, at: number) =>
  channel.fields.find((field) => field.name === name)!.bind('')(momentWith(state, { at }));

test('each window says where it was read, and when', () => {
  for (const rule of Object.values(WINDOWS)) {
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.asOf).toMatch(/^20\d\d-[01]\d$/);
  }
});

test('a window opens with what the customer writes, and closes by itself', () => {
  const state = createWilling();
  expect(windowOf(state, 'whatsapp', T)).toBe('unknown');
  expect(windowOf(state, 'sms', T)).toBe('none');
  hear(state, T, { state: 'replied', channel: 'whatsapp', text: 'Hello' });
  hear(state, T - HOUR, { state: 'replied', channel: 'whatsapp', text: 'late' });
  expect([T, T + 24 * HOUR - 1, T + 24 * HOUR].map((at) => windowOf(state, 'whatsapp', at))).toEqual([
    'open',
    'open',
    'closed',
  ]);
  expect(windowOf(state, 'messenger', T)).toBe('unknown');
  expect(read('channel.whatsapp.windowOpen', state, T)).toBe(true);
  expect(read('channel.whatsapp.windowUntil', state, T)).toBe(T + 24 * HOUR);
  expect(read('channel.whatsapp.windowOpen', state, T + 25 * HOUR)).toBe(false);
  expect(read('channel.messenger.windowOpen', state, T)).toBeUndefined();
});

test('what a service says of a window is believed until the customer writes again', () => {
  const state = createWilling();
  const refused = { state: 'failed', delivery: 'd1', channel: 'wechat', refusal: 'window-closed' };
  hear(state, T, refused);
  expect(windowOf(state, 'wechat', T)).toBe('closed');
  hear(state, T + 1, { state: 'replied', channel: 'wechat', text: 'Hi' });
  expect(windowOf(state, 'wechat', T + 2)).toBe('open');
  hear(state, T + 3, refused);
  expect(windowOf(state, 'wechat', T + 4)).toBe('closed');
});

test('of a service that counts, as many messages go as it takes', () => {
  const state = createWilling();
  hear(state, T, { state: 'replied', channel: 'wechat', text: 'Hi' });
  const sent = (n: number) => ({ id: `d${n}`, at: T + n, trigger: 'a', channel: 'wechat', purpose: 'offers' });
  state.reservations = [1, 2, 3, 4].map(sent);
  expect(windowOf(state, 'wechat', T + 10)).toBe('open');
  state.reservations = [1, 2, 3, 4, 5].map(sent);
  expect(windowOf(state, 'wechat', T + 10)).toBe('closed');
});

test('of a service that counts, what people reply counts beside what triggers send', () => {
  const state = createWilling();
  hear(state, T, { state: 'replied', channel: 'wechat', text: 'Hi' });
  for (let n = 1; n <= 4; n++) hear(state, T + n, { state: 'sent', delivery: replyId(`${n}`), channel: 'wechat' });
  hear(state, T + 5, { state: 'failed', delivery: replyId('5'), channel: 'wechat' });
  hear(state, T + 6, { state: 'sent', delivery: 'd6', channel: 'wechat' });
  expect(windowOf(state, 'wechat', T + 7)).toBe('open');
  hear(state, T + 7, { state: 'uncertain', delivery: replyId('7'), channel: 'wechat' });
  expect(windowOf(state, 'wechat', T + 8)).toBe('closed');
  hear(state, T + 9, { state: 'replied', channel: 'wechat', text: 'And?' });
  expect(windowOf(state, 'wechat', T + 10)).toBe('open');
});

test('a closed channel is passed over, unless the template has what goes at any time', () => {
  const state = createWilling();
  const asked = (channels: string[], slots: readonly string[] = []) => {
    const candidate = candidateWith(state, undefined, channels);
    const workspaceView = {
      ...{ workspace: gateInputsWith().workspace, addressOf: () => 'c1' },
      hasSlot: (_: string, on: string, slot: string) => slots.includes(`${on} ${slot}`),
    };
    return window.check({ ...candidate, moment: { ...candidate.moment, workspaceView } }, gateInputsWith());
  };
  expect(asked(['whatsapp', 'sms']), 'never heard: the service knows').toEqual({ pass: ['whatsapp', 'sms'] });
  hear(state, T - 25 * HOUR, { state: 'replied', channel: 'whatsapp', text: 'Hi' });
  expect(asked(['whatsapp', 'sms'])).toEqual({ pass: ['sms'] });
  expect(asked(['whatsapp'])).toEqual({ hold: { code: 'window-closed', args: { channels: ['whatsapp'] } } });
  expect(asked(['whatsapp', 'sms'], ['whatsapp template'])).toEqual({ pass: ['whatsapp', 'sms'] });
});

test('while the window is open the text goes, and after that the approved template', () => {
  const state = createWilling();
  const both = { text: 'Your jacket waits', template: 'jacket_waits', parameters: '["Anna"]' };
  const left = (said: Record<string, string>, at: number) => slotsLeftOut(state, 'whatsapp', said, at);
  expect(left(both, T)).toEqual([]);
  hear(state, T, { state: 'replied', channel: 'whatsapp', text: 'Hi' });
  expect(left(both, T + HOUR)).toEqual(['template', 'parameters', 'language']);
  expect(left({ template: 'jacket_waits', text: '' }, T + HOUR), 'there is no text').toEqual([]);
  expect(left(both, T + 25 * HOUR)).toEqual([]);
});
