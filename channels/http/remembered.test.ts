import { expect, test } from 'vitest';
import { createRemembered } from './remembered.ts';

test('a value is known until its time, and a newer one replaces it', () => {
  const all = createRemembered<string>(10);
  all.set('a', 'old', 100);
  all.set('a', 'new', 200);
  expect(all.get('a', 199)).toBe('new');
  expect(all.get('a', 200)).toBeUndefined();
  expect(all.get('b', 0)).toBeUndefined();
});

test('of more than it holds the oldest goes, and one that is set again is the newest', () => {
  const all = createRemembered<number>(2);
  all.set('a', 1, 100);
  all.set('b', 2, 100);
  all.set('a', 3, 100);
  all.set('c', 4, 100);
  expect(['a', 'b', 'c'].map((name) => all.get(name, 0))).toEqual([3, undefined, 4]);
});
