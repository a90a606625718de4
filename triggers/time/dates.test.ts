import { expect, test } from 'vitest';
import { calendarDay, dayNumber, isBefore, nowFor, readDate, today } from './dates.ts';
import { DAY_MS } from './spans.ts';

const now = { at: Date.parse('2026-03-10T23:30:00Z'), zone: 'Pacific/Auckland' };

test('reads what dates come as', () => {
  expect(readDate(1_780_677_000_000)).toEqual({ first: 1_780_677_000_000, last: 1_780_677_000_000, onWall: false });
  expect(readDate('1970-01-02')).toEqual({ first: 86_400_000, last: 172_799_999, onWall: true });
  expect(readDate('1970-01-02T01:00+01:00')).toEqual({ first: 86_400_000, last: 86_400_000, onWall: false });
  expect(readDate('1970-01-02t01:00+0100')).toEqual(readDate('1970-01-02T00:00:00z'));
  expect(readDate('1970-01-02 00:00:00.5')).toEqual({ first: 86_400_500, last: 86_400_500, onWall: true });
});

test.each([
  [1_780_677_000, 1_780_677_000_000],
  [1_780_677_000.5, 1_780_677_000_500],
  [-315_619_200, -315_619_200_000],
  [754_444_800_000, 754_444_800_000],
  [-315_619_200_000, -315_619_200_000],
])('the number %d is the instant %d', (value, at) => {
  expect(readDate(value)?.first).toBe(at);
});

test.each([
  ['1993-11-28', '1993-11-28'],
  ['1993-11-28T00:00:00.000Z', '1993-11-28'],
  ['1993-11-28T00:00:00+02:00', '1993-11-28'],
  [Date.UTC(1993, 10, 28), '1993-11-28'],
  [Date.UTC(1993, 10, 28) / 1_000, '1993-11-28'],
  // Midnight in Auckland, as UTC.
  ['1993-11-27T11:00:00.000Z', '1993-11-28'],
  ['1993-11-28T09:30', '1993-11-28'],
])('who says to be born at %s was born on %s', (value, day) => {
  expect(calendarDay(value, now)).toBe(Date.parse(day) / DAY_MS);
});

test.each([
  0,
  12,
  20_260_605,
  99_999_999,
  '12',
  '03.12.2026 19:00',
  '12/03/2026',
  'Dec 3, 2026',
  '2026-12-03 19:00 GMT',
])('does not guess at %j', (value) => {
  expect(readDate(value)).toBeUndefined();
  expect(calendarDay(value, now)).toBeUndefined();
});

test.each([
  '',
  '2026',
  '2026-02-30',
  '2026-02-30T10:00:00Z',
  '2026-13-01',
  '2026-01-01T25:00Z',
  '10/03/2026',
  Number.NaN,
  1e15,
  null,
  {},
  [],
])('does not read %j', (value) => {
  expect(readDate(value)).toBeUndefined();
});

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
