import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { tallyHistogram } from './tally-histogram.ts';

test("it tells what the library's own histogram tells", async () => {
  const bounds = [0.5, 1, 10];
  const [ours, theirs] = [new Registry(), new Registry()];
  const observe = tallyHistogram(ours, 'took', 'How long.', bounds);
  const histogram = new Histogram({ name: 'took', help: 'How long.', buckets: bounds, registers: [theirs] });
  expect(await ours.metrics()).toBe(await theirs.metrics());
  for (const value of [0.1, 0.5, 0.7, 1, 9.5, 10, 11, 1_000]) {
    observe(value);
    histogram.observe(value);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
  expect(await ours.getMetricsAsJSON()).toMatchObject([{ name: 'took', type: 'histogram' }]);
});
