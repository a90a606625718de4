import { expect, test } from 'vitest';
import { dice, generatePlaces } from '../../bench/data/places.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { Concern, Vicinity } from '../../triggers/world/contract.ts';
import type { Sighting } from './contract.ts';
import { MOST_BOXES, planWave } from './wave-plan.ts';

const AREA = { west: 13.3, south: 52.4, east: 13.5, north: 52.6 };
const place = (id: string, lat: number, lon: number, tag: string): Place => ({
  id,
  name: id,
  shape: { type: 'circle', centre: { lat, lon }, radiusMetres: 100 },
  tags: [tag],
  attributes: {},
  zone: 'Europe/Berlin',
  centre: { lat, lon },
});
const places = buildPlacesIndex([
  place('mitte', 52.52, 13.4, 'store'),
  place('edge', 52.5, 13.3, 'store'),
  place('hamburg', 53.55, 10, 'store'),
  place('park', 52.51, 13.35, 'park'),
]);
const rain: Sighting = {
  id: 'w',
  at: 0,
  cause: { what: 'weather', cell: 1, before: {}, after: {} },
  possible: [{ what: 'weather', before: { condition: 'clear' }, after: { condition: 'rain' } }],
  area: AREA,
};
const concern = (near?: Vicinity, mayWake = true, what: Concern['what'] = 'weather'): Concern => ({
  what,
  mayWake: () => mayWake,
  ...(near && { near }),
});
const stores: Vicinity = { places: { tag: 'store' }, withinMetres: 500 };

test('whoever is in the area is looked up when one trigger asks for no more than that', () => {
  expect(planWave(rain, [concern(stores), concern()], places)).toEqual([AREA]);
});

test('where all ask for places only the surroundings of those that the area touches are looked at, as far as it reaches', () => {
  const boxes = planWave(rain, [concern(stores)], places);
  expect(boxes).toHaveLength(2);
  const [edge] = boxes.filter(({ west }) => west === AREA.west);
  expect(edge!.east).toBeCloseTo(13.3 + 600 / 67_700, 3);
  for (const { west, south, east, north } of boxes) {
    expect([west >= AREA.west, east <= AREA.east, south >= AREA.south, north <= AREA.north]).toEqual(
      Array(4).fill(true),
    );
  }
});

test('what concerns no trigger, or no place of its triggers, wakes nobody', () => {
  expect(planWave(rain, [], places)).toEqual([]);
  expect(planWave(rain, [concern(stores, false)], places)).toEqual([]);
  expect(planWave(rain, [concern({ places: { id: 'hamburg' }, withinMetres: 5 })], places)).toEqual([]);
});

test('with more places than boxes all who are in the area are looked at', () => {
  const many = buildPlacesIndex(generatePlaces(20 * MOST_BOXES, dice(1)));
  const everywhere = { ...rain, area: { west: -180, south: -90, east: 180, north: 90 } };
  expect(planWave(everywhere, [concern({ places: 'any', withinMetres: 5 })], many)).toEqual([everywhere.area]);
});

test('of places that open those are meant that a trigger selects', () => {
  const change = { what: 'opened', places: ['mitte', 'park', 'gone'] } as const;
  const opened: Sighting = { id: 'o', at: 0, cause: change, possible: [change] };
  expect(planWave(opened, [concern(stores, true, 'opened')], places)).toHaveLength(1);
  expect(planWave(opened, [concern({ places: 'any', withinMetres: 0 }, true, 'opened')], places)).toHaveLength(2);
});
