import { expect, test } from 'vitest';
import { MinuteCount } from './minute-count.ts';

test('what happened more than a minute ago no longer counts', () => {
  const count = new MinuteCount();
  for (let second = 0; second < 90; second++) count.add(1_000_000 + 1_000 * second);
  expect(count.sum(1_089_999)).toBe(60);
  expect(count.sum(1_119_000)).toBe(30);
  expect(count.sum(9_999_000)).toBe(0);
});

test('a clock that stands adds up', () => {
  const count = new MinuteCount();
  for (let i = 0; i < 5; i++) count.add(5_500);
  expect(count.sum(5_500)).toBe(5);
});
