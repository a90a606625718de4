import { expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { emptyState } from './empty-state.ts';
import { ageSeconds, knownPosition, knownValue, readKnown } from './known.ts';

const withValues = (values: Readonly<Record<string, readonly [v: unknown, until?: number]>>) => {
  const state = emptyState('c1');
  for (const [field, [v, until]] of Object.entries(values))
    state.values[field] = { v, at: T, source: 'test', ...(until !== undefined && { until }) };
  return state;
};

test('a value counts up to the instant until which it stays true, and for ever where it has none', () => {
  const state = withValues({ short: [1, T + 10], long: [2] });
  expect([knownValue(state, 'short', T + 10), knownValue(state, 'short', T + 11)]).toEqual([1, undefined]);
  expect(knownValue(state, 'long', T * 2)).toBe(2);
  expect(knownValue(state, 'never', T)).toBeUndefined();
  expect(readKnown('short')(momentWith(state, { at: T + 10 }))).toBe(1);
});

test('a value that was taken back is unknown, and so is its age', () => {
  const state = withValues({ gone: [null], off: [false] });
  expect([knownValue(state, 'gone', T), ageSeconds(state, 'gone', T)]).toEqual([undefined, undefined]);
  expect([knownValue(state, 'off', T), ageSeconds(state, 'off', T)]).toEqual([false, 0]);
});

test('the age of a value goes on when it counts no more, and is never below nothing', () => {
  const state = withValues({ a: [1, T + 10] });
  expect(ageSeconds(state, 'a', T + 2_500)).toBe(2.5);
  expect(ageSeconds(state, 'a', T - 1)).toBe(0);
  expect(ageSeconds(state, 'b', T)).toBeUndefined();
});

test('a position is known when both of its numbers count', () => {
  const position = (lat: readonly [unknown, number?], lon: readonly [unknown, number?]) =>
    knownPosition(withValues({ 'location.lat': lat, 'location.lon': lon }), T);
  expect(position([0], [5])).toEqual({ lat: 0, lon: 5 });
  expect(position([1], [5, T - 1])).toBeUndefined();
  expect(position([1, T - 1], [5])).toBeUndefined();
});
