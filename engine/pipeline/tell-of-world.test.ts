import { expect, test } from 'vitest';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { WorldChange } from '../../triggers/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { tellOfWorld } from './tell-of-world.ts';

const CHANGE = {
  what: 'weather',
  before: { condition: 'clear' },
  after: { condition: 'rain' },
} as unknown as WorldChange;
const wave = { id: 'w1', at: T, cause: { what: 'stock', place: 'north', sku: 'umbrella', quantity: 5 } } as const;
/** In the north it begins to rain. */
const rainInTheNorth = (_cause: unknown, { lat }: { readonly lat: number }) => (lat > 50 ? CHANGE : undefined);

function somebodyAt(lat: number, until = T) {
  const state = emptyState('ann');
  const known = { at: T - 1_000, until, source: 'location' };
  Object.assign(state.values, { 'location.lat': { v: lat, ...known }, 'location.lon': { v: 12, ...known } });
  return state;
}

test('somebody where it happens is told what changed there, once', () => {
  const state = somebodyAt(51);
  expect(tellOfWorld(state, wave, rainInTheNorth, undefined)).toBe(CHANGE);
  expect(tellOfWorld(state, wave, rainInTheNorth, undefined)).toBeUndefined();
  expect(tellOfWorld(state, { ...wave, id: 'w2' }, rainInTheNorth, undefined)).toBeDefined();
});

test('whoever is elsewhere, or nobody knows where, is told nothing, and may be told later', () => {
  expect(tellOfWorld(emptyState('ann'), wave, rainInTheNorth, undefined)).toBeUndefined();
  expect(tellOfWorld(somebodyAt(51, T - 1), wave, rainInTheNorth, undefined)).toBeUndefined();
  const state = somebodyAt(49);
  expect(tellOfWorld(state, wave, rainInTheNorth, undefined)).toBeUndefined();
  Object.assign(state.values, somebodyAt(51).values);
  expect(tellOfWorld(state, wave, rainInTheNorth, undefined)).toBeDefined();
});
