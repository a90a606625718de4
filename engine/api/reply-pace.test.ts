import { expect, test } from 'vitest';
import { createReplyPace } from './reply-pace.ts';

let at = 1_000;
const pace = () => createReplyPace({ wall: () => at });
const takes = (count: number, take: (i: number) => number) => Array.from({ length: count }, (_, i) => take(i));

test('a customer gets ten replies at once from whomever, and one more each six seconds', () => {
  const { take } = pace();
  expect(takes(10, (i) => take(`agent-${i}`, 'anna'))).toEqual(Array(10).fill(0));
  expect(take('mia', 'anna')).toBe(6);
  expect(take('mia', 'ben')).toBe(0);
  at += 5_999;
  expect(take('mia', 'anna')).toBe(1);
  at += 1;
  expect([take('mia', 'anna'), take('mia', 'anna')]).toEqual([0, 6]);
});

test('a person writes thirty at once, and one more each two seconds; what was refused counts for nothing', () => {
  const { take } = pace();
  expect(takes(30, (i) => take('mia', `c${i}`))).toEqual(Array(30).fill(0));
  expect(takes(20, () => take('mia', 'anna'))).toEqual(Array(20).fill(2));
  expect(take('leo', 'anna')).toBe(0);
  at += 2_000;
  expect(take('mia', 'anna')).toBe(0);
  at += 86_400_000;
  expect(takes(31, (i) => take('mia', `d${i}`)).filter((wait) => wait > 0)).toEqual([2]);
});
