import { expect, test } from 'vitest';
import {
  describeValue,
  isGiven,
  isScalar,
  isYes,
  numberOf,
  readList,
  textOf,
  timeOf,
  wholeOf,
  wordOf,
} from './reading.ts';

test('what was there instead is said in few words', () => {
  expect([undefined, null, 'a', [1], { a: 1 }, 7, true].map(describeValue)).toEqual([
    ...['nothing', 'nothing', "'a'", 'a list', 'a group of values', '7', 'true'],
  ]);
  expect(describeValue('x'.repeat(40))).toBe(`'${'x'.repeat(40)}'`);
  expect(describeValue('x'.repeat(41))).toBe(`'${'x'.repeat(39)}…'`);
});

test('a number is finite, and may be written as text', () => {
  expect([7, -0.5, ' 12.5 ', '1e3'].map((value) => numberOf(value))).toEqual([7, -0.5, 12.5, 1_000]);
  for (const value of ['', ' ', 'a', Number.NaN, Infinity, 'Infinity', null, true, 7n, [7]]) {
    expect(() => numberOf(value), String(value)).toThrow(/^a number, got /);
  }
});

test('a whole number is within its bounds, which belong to it', () => {
  expect([1, '3', 5].map((value) => wholeOf(value, 1, 5))).toEqual([1, 3, 5]);
  for (const value of [0, 6, 2.5]) {
    expect(() => wholeOf(value, 1, 5)).toThrow(`a whole number from 1 to 5, got ${value}`);
  }
  expect(() => wholeOf('x', 1, 5)).toThrow("a whole number from 1 to 5, got 'x'");
});

test('texts, lists and words are taken for what they are', () => {
  expect(['a', 7, false, 8n].map(textOf)).toEqual(['a', '7', 'false', '8']);
  expect(() => textOf(Number.NaN)).toThrow('a text, got NaN');
  expect(() => textOf([])).toThrow('a text, got a list');
  expect(readList([1])).toEqual([1]);
  expect(() => readList('a')).toThrow("a list, got 'a'");
  expect(wordOf('b', ['a', 'b'])).toBe('b');
  expect(() => wordOf('c', ['a', 'b'])).toThrow("one of a, b, got 'c'");
  expect([0, Number.NaN, Infinity, '', true, 1n, null, undefined, {}, []].map(isScalar)).toEqual([
    ...[true, false, false, true, true, true, false, false, false, false],
  ]);
});

test('nothing, an empty text and an empty list are not given; no and 0 are', () => {
  const values = [undefined, null, '', ' ', [], 'a', 0, false, [0], {}];
  expect(values.map(isGiven)).toEqual([false, false, false, false, false, true, true, true, true, true]);
  expect(values.map(isYes)).toEqual([false, false, false, true, false, true, false, false, true, true]);
});

test('a time with a zone is shown in the one that is asked for, one without as it is written', () => {
  expect(timeOf('2026-12-03T18:00:00Z', 'Asia/Tokyo')).toEqual({
    at: Date.UTC(2026, 11, 3, 18),
    zone: 'Asia/Tokyo',
  });
  expect(timeOf('2026-12-03', 'Asia/Tokyo')).toEqual({ at: Date.UTC(2026, 11, 3), zone: 'UTC' });
  expect(() => timeOf('soon', 'UTC')).toThrow(/^a time \(ISO 8601 such as .*\), got 'soon'$/);
});
