import { expect, test } from 'vitest';
import { beginHistory, doAgain, goOn, takeBack } from './draw-history.ts';

test('steps are taken back one by one, and done again', () => {
  const three = goOn(goOn(beginHistory(1), 2), 3);
  expect(takeBack(three).present).toBe(2);
  expect(takeBack(takeBack(takeBack(three))).present).toBe(1);
  expect(doAgain(takeBack(three))).toEqual(three);
  expect(doAgain(three)).toBe(three);
});

test('what is new after a step back takes the place of what was taken back', () => {
  const next = goOn(takeBack(goOn(beginHistory(1), 2)), 5);
  expect(doAgain(next).present).toBe(5);
  expect(takeBack(next).present).toBe(1);
});

test('a word that is typed is one step', () => {
  const typed = goOn(goOn(goOn(beginHistory(''), 'h'), 'ha', true), 'hau', true);
  expect(takeBack(typed).present).toBe('');
});
