import { expect, test } from 'vitest';
import { momentWith, placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { Place } from '../places/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import { emptyState } from '../state/empty-state.ts';
import { findNearest } from './near.ts';

/** Circles of 100 m; the customer is at 1, 1. Their edges are 11, 122 and 1,012 m away. */
const close = placeAt('close', 1.001, 1);
const middle = placeAt('middle', 1.002, 1, { tags: ['kiosk'] });
const far = placeAt('far', 1.01, 1);
const twin = placeAt('twin', 1.001, 1);

function nearest(selected: Parameters<typeof findNearest>[1]['places'], only?: readonly string[], withinMetres = 500) {
  const state = emptyState('c1');
  for (const name of ['lat', 'lon']) state.values[`location.${name}`] = { v: 1, at: T, source: 'location' };
  const moment = (places: readonly Place[]) => momentWith(state, { places: buildPlacesIndex(places) });
  return findNearest(moment([twin, far, middle, close]), { places: selected, withinMetres }, only)?.id;
}

test('it is the nearest of those that are named, as far as it is asked for', () => {
  expect(nearest({ ids: ['far', 'middle'] })).toBe('middle');
  expect(nearest({ ids: ['middle', 'close'] })).toBe('close');
  expect(nearest({ ids: ['close', 'middle'] })).toBe('close');
  expect(nearest({ id: 'far' })).toBeUndefined();
  expect(nearest({ id: 'far' }, undefined, 1_100)).toBe('far');
  expect(nearest({ id: 'gone' })).toBeUndefined();
});

test('it is the nearest with the tag, or of all', () => {
  expect(nearest({ tag: 'kiosk' })).toBe('middle');
  expect(['close', 'twin']).toContain(nearest('any'));
});

test('of those that something happened to it is one that is selected, too', () => {
  expect(nearest({ tag: 'store' }, ['middle', 'close'])).toBe('close');
  expect(nearest({ tag: 'kiosk' }, ['close'])).toBeUndefined();
  expect(nearest('any', ['middle', 'far'])).toBe('middle');
});

test('of two that are as near it is the one that is named first', () => {
  expect(nearest({ ids: ['twin', 'close'] })).toBe('twin');
  expect(nearest({ ids: ['close', 'twin'] })).toBe('close');
});

test('who is nowhere is near to nothing', () => {
  const moment = momentWith(emptyState('c1'), { places: buildPlacesIndex([close]) });
  expect(findNearest(moment, { places: 'any', withinMetres: 500 })).toBeUndefined();
});
