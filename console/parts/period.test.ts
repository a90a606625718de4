import { expect, test } from 'vitest';
import { bucketFor, bucketsOf, periodIn } from './period.ts';
import { startOfDate } from './zone-days.ts';

const BERLIN = 'Europe/Berlin';
/** A Wednesday. */
const NOW = Date.UTC(2026, 10, 25, 22, 30);
const HOUR = 3_600_000;

test('seven days are whole days in the zone and have today in them', () => {
  const { name, from, to, fromMs, toMs, before } = periodIn({}, BERLIN, NOW);
  expect({ name, from, to }).toEqual({ name: '7d', from: '2026-11-19', to: '2026-11-25' });
  expect([fromMs, toMs]).toEqual([Date.UTC(2026, 10, 18, 23), Date.UTC(2026, 10, 25, 23)]);
  expect([before.from, before.to]).toEqual(['2026-11-12', '2026-11-18']);
  expect(periodIn({}, 'Asia/Tokyo', NOW).to).toBe('2026-11-26');
});

test('last week is from Monday to Sunday, and before it is the week before', () => {
  const { from, to, before } = periodIn({ period: 'last-week' }, BERLIN, NOW);
  expect([from, to, before.from, before.to]).toEqual(['2026-11-16', '2026-11-22', '2026-11-09', '2026-11-15']);
});

test('days of its own stay as they are; what cannot be read is the usual period', () => {
  expect(periodIn({ from: '2026-11-01', to: '2026-11-03' }, BERLIN, NOW)).toMatchObject({
    ...{ from: '2026-11-01', to: '2026-11-03' },
    before: { from: '2026-10-29', to: '2026-10-31' },
  });
  expect(periodIn({ from: '1000', to: '3000' }, BERLIN, NOW).fromMs).toBe(1000);
  for (const from of ['soon', '2026-13-45', '2026-11-30']) expect(periodIn({ from }, BERLIN, NOW).name).toBe('7d');
});

test('days with a change of the clock have 23 and 25 hours, and begin at midnight', () => {
  const spring = periodIn({ from: '2026-03-29', to: '2026-03-29' }, BERLIN, NOW);
  const autumn = periodIn({ from: '2026-10-25', to: '2026-10-25' }, BERLIN, NOW);
  expect(bucketsOf(spring, 'hour', BERLIN)).toHaveLength(23);
  expect(bucketsOf(autumn, 'hour', BERLIN)).toHaveLength(25);
  const days = bucketsOf(periodIn({ from: '2026-10-24', to: '2026-10-26' }, BERLIN, NOW), 'day', BERLIN);
  expect(days.map(({ at, until }) => (until - at) / HOUR)).toEqual([24, 25, 24]);
  expect(startOfDate('Africa/Cairo', '2026-04-24')).toBe(Date.UTC(2026, 3, 23, 22));
});

test('weeks begin on Monday, also where the period does not', () => {
  const weeks = bucketsOf(periodIn({ from: '2026-11-04', to: '2026-11-17' }, BERLIN, NOW), 'week', BERLIN);
  expect(weeks.map(({ at }) => at)).toEqual(
    ['2026-11-02', '2026-11-09', '2026-11-16'].map((date) => startOfDate(BERLIN, date)),
  );
  expect(bucketFor(periodIn({ period: 'today' }, BERLIN, NOW))).toBe('hour');
  expect(bucketFor(periodIn({ period: '28d' }, BERLIN, NOW))).toBe('day');
  expect(bucketFor(periodIn({ period: '90d' }, BERLIN, NOW))).toBe('week');
});
