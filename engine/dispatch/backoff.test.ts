import { expect, test } from 'vitest';
import { waitAfter } from './backoff.ts';

test('the wait is spread over all up to a bound that doubles, and is capped', () => {
  expect([1, 2, 3, 8, 9, 20, 5_000].map((attempt) => waitAfter(attempt, undefined, () => 0.999_999))).toEqual([
    999, 1_999, 3_999, 127_999, 255_999, 299_999, 299_999,
  ]);
  expect(waitAfter(5, undefined, () => 0)).toBe(0);
});

test('a provider that names a time is not asked before it', () => {
  expect(waitAfter(1, 60_000, () => 0)).toBe(60_000);
  expect(waitAfter(1, 60_000, () => 0.5)).toBe(60_500);
});
