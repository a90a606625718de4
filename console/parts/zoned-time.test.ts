import { expect, test } from 'vitest';
import { writeTime } from './zoned-time.tsx';

const HOUR_MS = 3_600_000;
const hoursFrom = (from: number, language: string) =>
  [0, 1, 2].map((hour) => writeTime(from + hour * HOUR_MS, 'Europe/Berlin', 'time', language));

test('the hour that Berlin repeats in October is told apart by the name of the zone', () => {
  const before = Date.UTC(2026, 9, 24, 23, 30);
  expect(hoursFrom(before, 'en')).toEqual(['01:30:00 CEST', '02:30:00 CEST', '02:30:00 CET']);
  expect(hoursFrom(before, 'de')).toEqual(['01:30:00 MESZ', '02:30:00 MESZ', '02:30:00 MEZ']);
});

test('the hour that Berlin leaves out in March is never written', () => {
  expect(hoursFrom(Date.UTC(2026, 2, 29, 0, 30), 'en')).toEqual(['01:30:00 CET', '03:30:00 CEST', '04:30:00 CEST']);
});

test('midnight is 00, and a day is the zone’s', () => {
  expect(writeTime(Date.UTC(2026, 10, 22, 23), 'Europe/Berlin', 'date-time', 'en')).toMatch(/Mon,? 23 Nov.*00:00 CET/);
  expect(writeTime(Date.UTC(2026, 10, 22, 23), 'Europe/Berlin', 'day', 'de')).toBe('Montag, 23. November 2026');
});
