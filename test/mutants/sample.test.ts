import { expect, test } from 'vitest';
import { sampleEvenly } from './sample.ts';

const GROUPS = [['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']];
const sample = (groups: readonly (readonly string[])[], count: number, seed = 1) =>
  sampleEvenly(groups, count, seed, (name) => name);
const many = Array.from({ length: 50 }, (_, group) => [`${group}`, `${group}'`]);

test('a sample takes one of every group before a second of any', () => {
  const groups = sample(GROUPS, 3).map((item) => item[0]);
  expect(groups.sort()).toEqual(['a', 'b', 'c']);
});

test('a sample larger than what there is holds everything once', () => {
  expect([...sample(GROUPS, 100)].sort()).toEqual(GROUPS.flat());
});

test('the same seed gives the same sample, another seed another one', () => {
  expect(sample(many, 10, 7)).toEqual(sample(many, 10, 7));
  expect(sample(many, 10, 7)).not.toEqual(sample(many, 10, 8));
});

test('a part of the groups gives its part of the sample, and a new group moves none', () => {
  const part = sample(many.slice(0, 20), 20);
  expect(sample(many, 50).filter((item) => part.includes(item))).toEqual(part);
  expect(sample([['new'], ...many], 51).filter((item) => item !== 'new')).toEqual(sample(many, 50));
});
