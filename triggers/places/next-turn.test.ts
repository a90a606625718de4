import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WEEKDAYS } from '../time/zone.ts';
import type { OpeningHours } from './contract.ts';
import { isOpen } from './hours.ts';
import { nextTurn } from './next-turn.ts';

const MINUTE = 60_000;
const WEEK = 7 * 86_400_000;
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
});
const hoursArb = fc.dictionary(
  fc.constantFrom(...WEEKDAYS),
  fc.array(fc.tuple(time, time), { maxLength: 3 }),
) as fc.Arbitrary<OpeningHours>;
const zoneArb = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
// Around the days when clocks change in spring and autumn, and some that are as any other.
const atArb = fc
  .tuple(fc.constantFrom('2026-03-27', '2026-10-23', '2026-04-03', '2026-11-01', '2026-07-01'), fc.nat(5 * 1_440))
  .map(([date, minute]) => Date.parse(`${date}T00:00:00Z`) + minute * MINUTE);

test('the next turn is the first minute at which open becomes closed or closed open', () => {
  fc.assert(
    fc.property(hoursArb, zoneArb, atArb, (hours, zone, at) => {
      const before = isOpen(hours, zone, at);
      let first: number | undefined;
      for (let later = at + MINUTE; later <= at + WEEK && first === undefined; later += MINUTE) {
        if (isOpen(hours, zone, later) !== before) first = later;
      }
      const turn = nextTurn(hours, zone, at);
      if (first === undefined && turn && turn.at > at + WEEK) return; // a clock that changes opens a gap once a year
      expect(turn).toEqual(first === undefined ? undefined : { at: first, what: before ? 'closed' : 'opened' });
    }),
    { numRuns: 150 },
  );
});

test('a shop that never closes, or has no hours on any day, never turns', () => {
  const always = Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '00:00'] as const]]));
  expect(nextTurn(always, 'Europe/Berlin', Date.UTC(2026, 5, 1))).toBeUndefined();
  expect(nextTurn({}, 'Europe/Berlin', Date.UTC(2026, 5, 1))).toBeUndefined();
});
