import { expect, test } from 'vitest';
import { type History, joinHistories, withHappening } from './history.ts';

const of = (from: number, ...times: number[]): History => ({ from, times: times.map((at) => [at, `s${at}`]) });

test('what comes late finds its place in the order of time', () => {
  expect(withHappening(of(0, 1, 5), [3, 's3'], 9)).toEqual(of(0, 1, 3, 5));
  expect(withHappening(of(0, 1, 5), [5, 'again'], 9).times.at(-1), 'at one instant in the order of coming').toEqual([
    5,
    'again',
  ]);
});

test('beyond what is kept the oldest go, and nothing is known any more up to there', () => {
  expect(withHappening(of(0, 1, 2), [3, 's3'], 2)).toEqual(of(1, 2, 3));
  expect(withHappening(of(2, 1, 4), [5, 's5'], 2), 'known from later on already').toEqual(of(2, 4, 5));
  expect(withHappening(of(0, 1), [2, 's2'], 2)).toEqual(of(0, 1, 2));
});

test('two histories are one in the order of time, with what is in both once; it knows what both know', () => {
  expect(joinHistories(of(1, 2, 6), of(3, 4, 6, 8))).toEqual(of(3, 2, 4, 6, 8));
  expect(joinHistories(of(3, 4, 6, 8), of(1, 2, 6))).toEqual(of(3, 2, 4, 6, 8));
});
