import { expect, test } from 'vitest';
import { dayNumber, isBefore, nowFor, readDate, today } from './dates.ts';

const now = { at: Date.parse('2026-03-10T23:30:00Z'), zone: 'Pacific/Auckland' };

test('reads what dates come as', () => {
  expect(readDate(5)).toEqual({ first: 5, last: 5, onWall: false });
  expect(readDate('1970-01-02')).toEqual({ first: 86_400_000, last: 172_799_999, onWall: true });
  expect(readDate('1970-01-02T01:00+01:00')).toEqual({ first: 86_400_000, last: 86_400_000, onWall: false });
  expect(readDate('1970-01-02 00:00:00.5')).toEqual({ first: 86_400_500, last: 86_400_500, onWall: true });
});

test.each(['', '2026', '2026-02-30', '2026-13-01', '2026-01-01T25:00Z', '10/03/2026', Number.NaN, 1e15, null, {}, []])(
  'does not read %j',
  (value) => {
    expect(readDate(value)).toBeUndefined();
  },
);

test('a date without a zone goes by the clock on the customer’s wall', () => {
  // It is already the 11th in Auckland, 12:30.
  expect(today(now)).toBe(dayNumber(readDate('2026-03-11')!, now));
  expect(nowFor(readDate('2026-03-11')!, now)).toBe(Date.parse('2026-03-11T12:30:00Z'));
  expect(isBefore(readDate(now.at)!, readDate('2026-03-11T12:31')!, now)).toBe(true);
  expect(isBefore(readDate(now.at)!, readDate('2026-03-11T12:30')!, now)).toBe(false);
  expect(isBefore(readDate('2026-03-10')!, readDate(now.at)!, now)).toBe(true);
});

test('a day is not before an instant within it, nor after it', () => {
  const [day, noon] = [readDate('2026-03-11')!, readDate('2026-03-11T12:00')!];
  expect(isBefore(day, noon, now)).toBe(false);
  expect(isBefore(noon, day, now)).toBe(false);
});
