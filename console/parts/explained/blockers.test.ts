import { expect, test } from 'vitest';
import { blockersOf, type Condition, type ExplainedNode } from './blockers.ts';

const leaf = (field: string, answer: boolean | undefined): Condition =>
  ({ kind: 'condition', field, operator: 'equals', args: 1, answer, saw: 2 }) as unknown as Condition;
const group = (kind: 'all' | 'any' | 'none', answer: boolean | undefined, ...children: ExplainedNode[]) =>
  ({ kind, answer, children }) as ExplainedNode;
const names = (node: ExplainedNode) => blockersOf(node).map(({ field }) => field);

test('what holds has nothing in the way', () => {
  expect(names(group('all', true, leaf('a', true)))).toEqual([]);
});

test('a no names those that said no, an unknown those that are unknown', () => {
  expect(names(group('all', false, leaf('a', true), leaf('b', false), leaf('c', undefined)))).toEqual(['b']);
  expect(names(group('all', undefined, leaf('a', true), leaf('c', undefined)))).toEqual(['c']);
  expect(names(group('any', false, leaf('a', false), leaf('b', false)))).toEqual(['a', 'b']);
  expect(names(group('all', false, leaf('c', undefined)))).toEqual(['c']);
});

test('of none, the ones in the way are those that hold, and those that may', () => {
  expect(names(group('none', false, leaf('a', true), leaf('b', false)))).toEqual(['a']);
  expect(names(group('none', undefined, leaf('a', undefined), leaf('b', false)))).toEqual(['a']);
});
