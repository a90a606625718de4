import { expect, test } from 'vitest';
import { createTimeSpans } from './time-spans.ts';

const HOUR = 3_600_000;

test('counts by the hour, in order, without the empty ones', () => {
  const spans = createTimeSpans();
  for (const at of [5 * HOUR + 1, 1, 2]) spans.count(at, 'matches');
  spans.count(2, 'sends');
  expect(spans.lengthMs).toBe(HOUR);
  expect(spans.list()).toEqual([
    { at: 0, matches: 2, sends: 1 },
    { at: 5 * HOUR, matches: 1, sends: 0 },
  ]);
});

test('spans grow longer when there are too many, and nothing is lost', () => {
  const spans = createTimeSpans();
  for (let hour = 0; hour < 20_000; hour++) spans.count(hour * HOUR, 'matches');
  expect(spans.lengthMs).toBe(30 * 24 * HOUR);
  expect(spans.list().length).toBeLessThanOrEqual(500);
  expect(spans.list().reduce((sum, { matches }) => sum + matches, 0)).toBe(20_000);
});
