import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T, workspaceWith } from '../../test/support/moments.ts';
import { compileWhen, tracksOf } from '../conditions/compile.ts';
import { readWhen } from '../conditions/read.ts';
import type { Answer } from '../contract.ts';
import { createAdvance } from '../hearing/advance.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { nowOf } from '../state/now.ts';
import { reserve } from '../state/reservations.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';

const vocabulary = await loadVocabulary();
const advance = createAdvance(vocabulary.signals);
const places = buildPlacesIndex([]);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function ask(source: unknown, state: CustomerState, at: number): Answer {
  const problems: string[] = [];
  const report = (path: string, expected: string) => void problems.push(`${path}: ${expected}`);
  const when = readWhen({ messages: source }, vocabulary, { conditions: 0, report });
  expect(problems).toEqual([]);
  const moment = momentWith(state, { at });
  return compileWhen(when, vocabulary, false)(moment, nowOf(moment));
}

function send(state: CustomerState, id: string, at: number, more: object = {}, keepMs = 30 * DAY): void {
  reserve(state, { id, at, trigger: 'hello', channel: 'email', purpose: 'offers', ...more }, [], keepMs);
}

function receipt(state: CustomerState, delivery: string, became: string, at: number, more: object = {}): void {
  const value = { delivery, state: became, ...more };
  advance(state, { id: `${delivery}-${became}-${at}`, kind: 'message', customer: 'c1', at, value }, places, at);
}

describe('message history', () => {
  test('counts what was sent, by channel, purpose and trigger', () => {
    const state = emptyState('c1');
    send(state, 'a', T);
    send(state, 'b', T + HOUR, { channel: 'sms', trigger: 'other' });
    expect(ask({ received: { within: '1d', times: 2 } }, state, T + HOUR)).toBe(true);
    expect(ask({ received: { within: '1d', channel: 'sms' } }, state, T + HOUR)).toBe(true);
    expect(ask({ received: { within: '1d', trigger: 'other', channel: 'email' } }, state, T + HOUR)).toBe(false);
    expect(ask({ received: { within: '30m' } }, state, T + HOUR), 'rolling').toBe(true);
    expect(ask({ received: { within: '30m' } }, state, T + 2 * HOUR)).toBe(false);
  });

  test('knows what a person did with it, and not what a machine did', () => {
    const state = emptyState('c1');
    send(state, 'a', T);
    receipt(state, 'a', 'opened', T + 1, { machine: true });
    expect(ask({ opened: { within: '1d' } }, state, T + 2)).toBe(false);
    receipt(state, 'a', 'clicked', T + 3);
    expect(ask({ opened: { within: '1d' }, clicked: { within: '1d' } }, state, T + 4)).toBe(true);
    expect(ask({ replied: { within: '1d' } }, state, T + 4)).toBe(false);
  });

  test('does not count what never left', () => {
    const state = emptyState('c1');
    send(state, 'a', T);
    receipt(state, 'a', 'failed', T + 1);
    expect(ask({ received: { within: '1d' } }, state, T + 2)).toBe(false);
  });

  test('says unknown, not no, of a time of which messages were forgotten', () => {
    const state = emptyState('c1');
    send(state, 'old', T - 20 * DAY, {}, 0);
    send(state, 'new', T, {}, 0);
    expect(ask({ received: { within: '30d', times: 2 } }, state, T)).toBeUndefined();
    expect(ask({ received: { within: '7d', times: 2 } }, state, T)).toBe(false);
    expect(ask({ unopened: { last: 2 } }, state, T)).toBeUndefined();
  });

  test('keeps as long as somebody asks, and no more than 200 for that', () => {
    const state = emptyState('c1');
    for (let i = 0; i < 300; i++) send(state, `m${i}`, T + i * 3 * HOUR, {}, 90 * DAY);
    expect(state.reservations.length).toBe(201);
    expect(ask({ received: { within: '7d', times: 50 } }, state, T + 300 * 3 * HOUR)).toBe(true);
    const when = readWhen({ messages: { clicked: { within: '12d' } } }, vocabulary, {
      conditions: 0,
      report: () => {},
    });
    expect(tracksOf(when, vocabulary)).toEqual([{ keepMessagesMs: 12 * DAY }]);
  });

  test('counts as one that looks at all messages ever sent', () => {
    const seen = new Map<Answer, number>();
    const sent = fc.record({
      gap: fc.integer({ min: 0, max: 60 }),
      channel: fc.constantFrom('email', 'sms'),
      opened: fc.boolean(),
    });
    const windows = fc.constantFrom(['6h', 6 * HOUR] as const, ['3d', 3 * DAY] as const, ['20d', 20 * DAY] as const);
    fc.assert(
      fc.property(
        fc.array(sent, { maxLength: 30 }),
        windows,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0, 10 * DAY),
        (list, [within, ms], times, keepMs) => {
          const state = emptyState('c1');
          let at = T;
          const all = list.map(({ gap, channel, opened }, i) => {
            at += gap * HOUR;
            send(state, `m${i}`, at, { channel }, keepMs);
            if (opened) receipt(state, `m${i}`, 'opened', at);
            return { at, channel, opened };
          });
          const count = all.filter((one) => one.at > at - ms && one.channel === 'email' && one.opened).length;
          const answer = ask({ opened: { within, times, channel: 'email' } }, state, at);
          seen.set(answer, (seen.get(answer) ?? 0) + 1);
          if (answer === undefined) expect(state.reservationsFrom! > at - ms).toBe(true);
          else expect(answer).toBe(count >= times);
          if (ms <= Math.max(keepMs, 7 * DAY)) expect(answer).toBeDefined();
        },
      ),
      { numRuns: 3_000 },
    );
    for (const answer of [true, false, undefined]) expect(seen.get(answer)).toBeGreaterThan(30);
  });
});

test('a run of unopened messages ends with one that was opened', () => {
  const state = emptyState('c1');
  for (const id of ['a', 'b', 'c']) send(state, id, T);
  expect(ask({ unopened: { last: 3 } }, state, T)).toBe(true);
  expect(ask({ unopened: { last: 4 } }, state, T)).toBe(false);
  receipt(state, 'b', 'opened', T + 1);
  expect(ask({ unopened: { last: 1 } }, state, T + 2)).toBe(true);
  expect(ask({ unopened: { last: 2 } }, state, T + 2)).toBe(false);
});

test('the caps say how many messages are left, the channels which are open', () => {
  const state = emptyState('c1');
  state.suppressed = { ...state.suppressed, sms: { reason: 'bounced', at: T } };
  send(state, 'a', T);
  const caps = [
    { most: 5, withinMs: DAY },
    { most: 2, withinMs: DAY, purpose: 'offers' },
    { most: 1, withinMs: DAY, channel: 'email' },
  ];
  const workspace = workspaceWith({ caps, channels: ['email', 'sms', 'in-app'] });
  const workspaceView = {
    workspace,
    addressOf: (_: CustomerState, channel: string) => (channel === 'in-app' ? undefined : 'c1'),
  };
  const read = (name: string, more: object = { workspaceView }) =>
    vocabulary.resolve(name)?.read(momentWith(state, { at: T + 1, ...more }));
  expect(read('message.pressureLeft')).toBe(4);
  expect(read('message.pressureLeft.offers')).toBe(1);
  expect(read('message.pressureLeft.service')).toBe(4);
  expect(read('message.pressureLeft.nonsense')).toBeUndefined();
  expect(read('message.pressureLeft', { workspaceView: { ...workspaceView, workspace: workspaceWith() } })).toBe(
    Infinity,
  );
  expect(read('message.pressureLeft', {})).toBeUndefined();
  expect(read('channel.reachable')).toEqual(['email']);
  expect(read('channel.preferred')).toBeUndefined();
  state.values['customer.preferredChannel'] = { v: ['sms', 'email'], at: T, source: 'identify' };
  expect(read('channel.preferred')).toBe('sms');
});
