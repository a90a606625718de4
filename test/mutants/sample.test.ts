import { expect, test } from 'vitest';
import { sampleEvenly } from './sample.ts';

const GROUPS = [['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']];

test('a sample takes one of every group before a second of any', () => {
  const groups = sampleEvenly(GROUPS, 3, 1).map((item) => item[0]);
  expect(groups.sort()).toEqual(['a', 'b', 'c']);
});

test('a sample larger than what there is holds everything once', () => {
  expect([...sampleEvenly(GROUPS, 100, 1)].sort()).toEqual(GROUPS.flat());
});

test('the same seed gives the same sample, another seed another one', () => {
  const many = Array.from({ length: 50 }, (_, group) => [`${group}`]);
  expect(sampleEvenly(many, 10, 7)).toEqual(sampleEvenly(many, 10, 7));
  expect(sampleEvenly(many, 10, 7)).not.toEqual(sampleEvenly(many, 10, 8));
});
