import { expect, test } from 'vitest';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { createJournal } from './journal.ts';
import { StateCache } from './state-cache.ts';

function commitOf(customer: string) {
  const commit = { customer, state: emptyState(customer), revision: 0, journal: createJournal() };
  return { ...commit, nextDueAt: undefined, rows: [], jobs: [] };
}

test('a state that was written is free, one revision later, and taken by one at a time', () => {
  const cache = new StateCache();
  const change = commitOf('anna');
  cache.release('anna', cache.entryOf(change));
  expect(cache.take('anna', false)).toMatchObject({ state: change.state, revision: 1 });
  expect(cache.take('anna', false)).toBeUndefined();
  expect(cache.peek('anna')).toBeUndefined();
});

test.each<[string, (cache: StateCache) => void]>([
  ['all states went', (cache) => cache.clear()],
  ['its customer was forgotten', (cache) => cache.forget('anna')],
  ['another state took its place', (cache) => cache.release('anna', cache.entryOf(commitOf('anna')))],
])('a state that is written after %s is the one that the next load takes', (_, happen) => {
  const cache = new StateCache();
  const change = commitOf('anna');
  const entry = cache.entryOf(change);
  cache.release('anna', entry);
  cache.take('anna', false);
  happen(cache);
  cache.release('anna', entry);
  expect(cache.take('anna', false)?.state).toBe(change.state);
});

test('a state whose change was refused is read anew', () => {
  const cache = new StateCache();
  const entry = cache.entryOf(commitOf('anna'));
  cache.release('anna', entry);
  cache.take('anna', false);
  cache.drop('anna', entry);
  expect(cache.take('anna', false)).toBeUndefined();
});
