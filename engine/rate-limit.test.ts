import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('over time nobody exceeds the rate, however large the batches', () => {
  let now = 0;
  const limit = createRateLimit({ perSecond: 1_000 }, { wall: () => now });
  let taken = 0;
  for (now = 0; now < 60_000; now += 7) {
    if (limit.waitMs('a') > 0) continue;
    limit.charge('a', 333);
    taken += 333;
  }
  expect(taken / 61_000).toBeGreaterThan(0.98);
  expect(taken / 61_000).toBeLessThan(1.02);
});

test('the wait is what it takes', () => {
  let now = 0;
  const limit = createRateLimit({ perSecond: 100 }, { wall: () => now });
  limit.charge('a', 600);
  const wait = limit.waitMs('a');
  expect(wait).toBe(5_010);
  now += wait - 1;
  expect(limit.waitMs('a')).toBeGreaterThan(0);
  now += 2;
  expect(limit.waitMs('a')).toBe(0);
  expect(limit.waitMs('b')).toBe(0);
});
