import { expect, test } from 'vitest';
import { figureOf, medianOf } from './median.ts';

test('the median of five runs is the third of them in order, each figure on its own', async () => {
  const runs = [
    { perSecond: 10, p99Ms: 5 },
    { perSecond: 50, p99Ms: 1 },
    { perSecond: 30, p99Ms: 2 },
    { perSecond: 20, p99Ms: 3 },
    { perSecond: 40, p99Ms: 4 },
  ];
  expect(await medianOf(5, async (run) => runs[run] ?? { perSecond: 0, p99Ms: 0 })).toEqual({
    perSecond: { median: 30, min: 10, max: 50 },
    p99Ms: { median: 3, min: 1, max: 5 },
  });
});

test('a median is always a figure that was seen', () => {
  expect(figureOf([4, 1]).median).toBe(1);
  expect(figureOf([10, 9, 100]).median).toBe(10);
});
