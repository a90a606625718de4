import type { Facts, Outcome, StepName, WokenRow } from '../../engine/outcomes/contract.ts';
import { lineOf } from '../../engine/outcomes/lines.ts';
import type { Reason } from '../../triggers/gates/contract.ts';

/** The hour in which the rows of the examples begin. */
export const EXAMPLE_START = Date.UTC(2026, 0, 5, 18);

/**
 * What the examples of `engine/outcomes/queries/` are asked about: two customers, an evening, a message of each end.
 */
export function exampleLines(): readonly string[] {
  return [
    signal('s1', 'location', 0, 'ann', { moves: ['enter store'] }),
    signal('s2', 'location', 1, 'bob', { late: true }),
    signal('s5', 'location', 4_320, 'ann', { moves: ['enter store'] }),
    signal('s6', 'location', 25_920, 'bob', { moves: ['exit store', 'enter park'] }),
    signal('s3', 'cart', 90, 'ann'),
    signal('s4', 'event', 95, 'ann', { value: { name: 'order-completed', properties: { total: 40, items: 2 } } }),
    outcome('d1', 'matched', 0, { elapsedMs: 1, channel: '', place: 'store', facts: RAINY }),
    outcome('d1', 'queued', 0, { elapsedMs: 3 }),
    outcome('d1', 'attempted', 1, { elapsedMs: 40, attempt: 1, provider: 'smtp' }),
    outcome('d1', 'sent', 1, { elapsedMs: 50, provider: 'smtp', reason: '<1@mail>' }),
    lineOf({ decision: 'd1', customer: 'ann', at: minute(1), channel: 'email', content: CONTENT }),
    lineOf({
      ...{ confirmedAt: minute(5), askedAt: minute(4), customer: 'ann', channel: 'email', purpose: 'offers' },
      ...{ address: 'ann@shop.example', delivery: 'optin-1', agent: 'Mail' },
    }),
    lineOf({
      ...{
        said: 's7',
        customer: 'ann',
        at: minute(3),
        channel: 'email',
        thread: 'd1',
        direction: 'in',
        who: 'customer',
      },
      ...{ decision: 'd1', content: { text: 'When do you close?' } },
    }),
    outcome('d1', 'delivered', 1),
    outcome('d1', 'opened', 2),
    outcome('d1', 'opened', 3),
    outcome('d1', 'clicked', 3),
    outcome('d1', 'converted', 95, { signal: 's4', signalAt: minute(95), facts: ORDERED }),
    outcome('d2', 'matched', 1, {
      ...BOB,
      elapsedMs: 3,
      facts: { weather: 'clear', hour: 19, weekday: 1, isAlone: true },
    }),
    held(
      'd2',
      1,
      { ...BOB, gate: 'consent' },
      { code: 'no-consent', args: { purpose: 'offers', channels: ['email'] } },
    ),
    outcome('d3', 'matched', 61, { trigger: 'cart' }),
    outcome('d3', 'queued', 61, { trigger: 'cart' }),
    outcome('d4', 'matched', 62, { trigger: 'cart' }),
    outcome('d4', 'sent', 62, { trigger: 'cart' }),
    outcome('d4', 'failed', 63, {
      ...{ trigger: 'cart', provider: 'smtp', reason: '550 no such user' },
      why: { code: 'provider-refused', args: { effect: 'suppress-address' }, words: '550 no such user' },
    }),
    // By the next channel, as the first was refused.
    outcome('d4~2', 'sent', 64, { trigger: 'cart', channel: 'sms', provider: 'twilio' }),
    outcome('d5', 'matched', 64, BOB),
    held('d5', 64, { ...BOB, gate: 'cooldown' }, coolingUntil(70)),
    outcome('d6', 'matched', 65, BOB),
    held('d6', 65, { ...BOB, gate: 'cooldown' }, coolingUntil(71)),
    // of a release that stored the sentence
    outcome('d7', 'matched', 66, BOB),
    outcome('d7', 'held-back', 66, { ...BOB, gate: 'cooldown', reason: 'until 2026-01-05T19:12:00.000Z' }),
    outcome('d8', 'matched', 67, { channel: 'in-app', facts: { weather: 'rain', hour: 20, weekday: 1 } }),
    outcome('d8', 'deferred', 67, {
      ...{ channel: 'in-app', gate: 'quiet-hours' },
      why: { code: 'quiet-hours', args: { from: '20:00', to: '08:00', zone: 'Europe/Berlin' }, until: minute(780) },
    }),
    outcome('d8', 'expired', 187, { channel: 'in-app', gate: 'expiry', why: { code: 'expired-waiting', args: {} } }),
    woken('', '', 10),
    woken('weather.condition', 'no', 3),
    woken('weather.condition', 'unknown', 1),
  ];
}

const CONTENT = { subject: 'Rain?', html: '<p>Come in.</p>' };
const RAINY: Facts = {
  ...{ deviceForm: 'phone', deviceSystem: 'ios', weather: 'rain', temperatureBand: '0-10', hour: 19, weekday: 1 },
  ...{ country: 'DE', cell: '51.05 13.74', placeTags: ['centre', 'store'], purpose: 'offers', template: 'shelter' },
  ...{ locale: 'de', group: 'message' },
};
const ORDERED: Facts = {
  group: 'message',
  conversion: { goal: 'order', isPrimary: true, isFirst: true, isLast: true, value: 40 },
};
const BOB = { customer: 'bob' };

/** A row of a step, as a line of the stream. */
export function outcome(decision: string, step: StepName, atMinute: number, more: Partial<Outcome> = {}): string {
  const at = minute(atMinute);
  return lineOf({
    ...{
      step,
      at,
      wallAt: at,
      elapsedMs: 2,
      customer: 'ann',
      signal: 's1',
      signalAt: at,
      trigger: 'rainy',
      version: 1,
    },
    ...{ decision, channel: 'email', provider: '', place: '', gate: '', reason: '', attempt: 0, ...more },
  });
}

function signal(
  id: string,
  kind: string,
  at: number,
  customer: string,
  { late = false, value = {}, moves = [] as readonly string[] } = {},
): string {
  const told = { lat: 1.23456, ...value };
  return lineOf({ signal: { id, kind, customer, at: minute(at), value: told }, receivedAt: minute(at), late, moves });
}

function woken(condition: string, answer: WokenRow['answer'], count: number): string {
  return lineOf({ hour: EXAMPLE_START, wokenTrigger: 'rainy', condition, answer, run: 'r1', count });
}

function held(decision: string, at: number, more: Partial<Outcome>, why: Reason): string {
  return outcome(decision, 'held-back', at, { ...more, why });
}

function coolingUntil(at: number): Reason {
  return { code: 'cooling-down', args: { hours: 24 }, until: minute(at) };
}

function minute(n: number): number {
  return EXAMPLE_START + n * 60_000;
}
