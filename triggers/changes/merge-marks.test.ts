import { expect, test } from 'vitest';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { mergeMarks } from './merge-marks.ts';

/** What is remembered after a merge of two customers whose values were said at these times. */
function merge(mine: Partial<CustomerState>, theirs: Partial<CustomerState>): CustomerState['marks'] {
  const state = { ...emptyState('known'), ...structuredClone(mine) };
  mergeMarks(state, { ...emptyState('anon'), ...theirs });
  return state.marks;
}
const said = (field: string, at: number, mark: string) => ({
  values: { [field]: { v: 1, at, source: 'a' } },
  marks: { [`${field} since`]: mark },
});
const history = (from: number, ...times: number[]) => ({ from, times: times.map((at) => [at, `s${at}`]) });

test('of a value the memory of the newer one stays, and mine where both are as old', () => {
  expect(merge(said('a.b', 1, 'mine'), said('a.b', 2, 'theirs'))).toEqual({ 'a.b since': 'theirs' });
  expect(merge(said('a.b', 2, 'mine'), said('a.b', 1, 'theirs'))).toEqual({ 'a.b since': 'mine' });
  expect(merge(said('a.b', 2, 'mine'), said('a.b', 2, 'theirs'))).toEqual({ 'a.b since': 'mine' });
});

test('a memory that only one has stays, whatever is known of the value', () => {
  expect(merge({}, said('a', 1, 'theirs'))).toEqual({ 'a since': 'theirs' });
  expect(merge(said('a', 1, 'mine'), {})).toEqual({ 'a since': 'mine' });
  expect(merge({}, {})).toBeUndefined();
});

test('a memory of a part of a value goes by when the value was said', () => {
  const about = (at: number, mark: string) => ({
    values: { weather: { v: {}, at, source: 'a' } },
    marks: { 'weather.sky.now since': mark },
  });
  expect(merge(about(1, 'mine'), about(2, 'theirs'))).toEqual({ 'weather.sky.now since': 'theirs' });
  expect(merge(about(2, 'mine'), about(1, 'theirs'))).toEqual({ 'weather.sky.now since': 'mine' });
});

test('what happened to both is one history', () => {
  expect(merge({ marks: { events: history(1, 5) } }, { marks: { events: history(2, 7) } })).toEqual({
    events: history(2, 5, 7),
  });
});

test('what happened to one says nothing of the time in which the other was not listened to', () => {
  const heard = { marks: { events: history(1, 5) } };
  expect(merge(heard, { lastAt: 9 })).toEqual({ events: history(9, 5) });
  expect(merge({ lastAt: 9 }, heard)).toEqual({ events: history(9, 5) });
  expect(merge(heard, { lastAt: 1 }), 'it was over before').toEqual({ events: history(1, 5) });
});

test('merging the same once more changes nothing', () => {
  const [mine, theirs] = [said('a', 1, 'mine'), { ...said('a', 2, 'theirs'), lastAt: 9 }];
  const state = { ...emptyState('known'), ...structuredClone(mine), marks: { ...mine.marks, events: history(1, 5) } };
  mergeMarks(state, { ...emptyState('anon'), ...theirs });
  const once = structuredClone(state);
  mergeMarks(state, { ...emptyState('anon'), ...theirs });
  expect(state).toEqual(once);
});
