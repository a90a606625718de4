import { expect, test } from 'vitest';
import { isLate, TIME_RULE } from './lateness.ts';

const NOW = Date.UTC(2026, 10, 22, 8);

test('a signal of the last 15 minutes is not late, an older one is', () => {
  expect(isLate(NOW, NOW)).toBe(false);
  expect(isLate(NOW - TIME_RULE.lateMs, NOW)).toBe(false);
  expect(isLate(NOW - TIME_RULE.lateMs - 1, NOW)).toBe(true);
});

test('a signal from ahead of the clock is not late', () => {
  expect(isLate(NOW + 60_000, NOW)).toBe(false);
});
