import { expect, test } from 'vitest';
import { spansBetween } from './spans-between.ts';

const HOUR = 3_600_000;
const span = (at: number, matches: number, sends = 0) => ({ at, matches, sends });

test('every hour of the period has a bar, also where nothing was', () => {
  const tested = { spanMs: HOUR, spans: [span(HOUR, 3, 1)] };
  const live = { spanMs: HOUR, spans: [span(2 * HOUR, 4)] };
  const { spans } = spansBetween({ from: HOUR / 2, to: 3 * HOUR }, tested, live);
  expect(spans.map(({ at, tested: a, live: b }) => [at / HOUR, a.matches, b.matches])).toEqual([
    [0, 0, 0],
    [1, 3, 0],
    [2, 0, 4],
  ]);
});

test('of two reports the longer spans count for both, and nothing gets lost', () => {
  const tested = { spanMs: HOUR, spans: [span(0, 1), span(HOUR, 2), span(25 * HOUR, 3)] };
  const live = { spanMs: 24 * HOUR, spans: [span(24 * HOUR, 9)] };
  const { spanMs, spans } = spansBetween({ from: 0, to: 48 * HOUR }, tested, live);
  expect(spanMs).toBe(24 * HOUR);
  expect(spans.map(({ tested: a, live: b }) => [a.matches, b.matches])).toEqual([
    [3, 0],
    [3, 9],
  ]);
});

test('a long period has no more bars than can be seen', () => {
  const tested = { spanMs: HOUR, spans: [span(0, 1)] };
  const { spans } = spansBetween({ from: 0, to: 3_000 * HOUR }, tested, undefined);
  expect(spans.length).toBeLessThanOrEqual(340);
  expect(spans[0]!.tested.matches).toBe(1);
});
