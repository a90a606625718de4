import { expect, test } from 'vitest';
import { notWritten, overBeforeRetry, STOP_REASONS, STOPS } from '../reasons/stops.ts';
import { GATES } from './order.ts';
import { sayReason } from './say-reason.ts';

const UNTIL = Date.UTC(2026, 10, 12, 18);

test.each([
  [
    { code: 'no-consent', args: { purpose: 'offers', channels: ['email', 'in-app'] } },
    'no consent to offers by email or in-app',
  ],
  [{ code: 'suppressed', args: { channels: ['email'] }, words: 'email: hard bounce' }, 'email: hard bounce'],
  [{ code: 'suppressed', args: { channels: ['email'] } }, 'the address is suppressed for email'],
  [{ code: 'no-address', args: { channels: ['email'] } }, 'no address for email'],
  [{ code: 'no-channel', args: {} }, 'no channel is set up for it'],
  [
    { code: 'quiet-hours', args: { from: '21:00', to: '08:00', zone: 'UTC' }, until: UNTIL },
    'quiet 21:00 to 08:00 in UTC',
  ],
  [{ code: 'cooling-down', args: { hours: 24 }, until: UNTIL }, 'until 2026-11-12T18:00:00.000Z'],
  [{ code: 'cooling-down', args: { hours: 24 } }, 'spoke within the last 24 h'],
  [
    { code: 'cap-reached', args: { most: 2, hours: 24, purpose: 'offers', channel: 'email' } },
    'at most 2 offers by email in 24 h',
  ],
  [{ code: 'cap-reached', args: {} }, 'cap reached'],
  [{ code: 'control-group', args: { percent: 12.5 } }, 'control group of 12.5 %'],
  [{ code: 'outranked', args: { by: ['big', 'loud'] } }, 'lost to big, loud'],
  [{ code: 'other-place', args: { place: 'kiosk' } }, 'the trigger speaks of kiosk'],
  [{ code: 'would-send', args: { channel: 'email' } }, 'would go by email'],
  [{ code: 'paused', args: { what: 'trigger' } }, 'the trigger is paused'],
  [{ code: 'paused', args: { what: 'all' } }, 'everything is paused'],
  [STOPS.untrue, 'no longer true'],
  [STOPS.removed, 'no longer live'],
  [STOPS.erased, 'the customer is not known any more'],
  [STOPS.overWhileWaiting, 'while it waited'],
  [STOPS.overInQueue, 'in the queue'],
  [overBeforeRetry('452 full'), 'before it could be tried again: 452 full'],
  [notWritten('firstName is missing'), 'firstName is missing'],
] as const)('%j is said as a sentence', (reason, sentence) => {
  expect(sayReason(reason)).toBe(sentence);
});

test('a code that another release gave is said with its arguments', () => {
  expect(sayReason({ code: 'too-far', args: { metres: 40, from: ['a', 'b'] } })).toBe('too-far, metres 40, from a,b');
});

test('a code has one meaning, whoever gives it', () => {
  const codes = [...GATES.map(({ reasons }) => reasons), STOP_REASONS].flatMap((reasons) => Object.keys(reasons));
  expect(new Set(codes).size).toBe(codes.length);
});
