import { expect, test } from 'vitest';
import { beaconsAround } from './beacon-regions.ts';
import { NO_WATCHES } from './fences.ts';
import { placesAround } from './neighbourhood.ts';
import { parsePlaces } from './parse-places.ts';
import { buildPlacesIndex } from './places-index.ts';

const AT = Date.UTC(2026, 5, 1);
const HERE = { lat: 51.34, lon: 12.37 };
const company = (number: number) => `${String(number).padStart(8, '0')}-4fa2-4e98-8024-bc5b71e0893e`;

/** Places with beacons, each so many metres north. */
function index(...places: readonly (readonly [metres: number, names: readonly string[], more?: object])[]) {
  const features = places.map(([metres, beacons, more], at) => ({
    type: 'Feature',
    properties: { id: `p${at}`, beacons, ...more },
    geometry: { type: 'Point', coordinates: [HERE.lon, HERE.lat + metres / 111_195] },
  }));
  const read = parsePlaces('places.geojson', { type: 'FeatureCollection', features }, () => 'Europe/Berlin');
  expect(read.problems).toEqual([]);
  return buildPlacesIndex(read.places);
}
const regionsOf = (places: ReturnType<typeof index>, most: number) =>
  beaconsAround(places, HERE, AT, most).regions.map(({ region }) => region);

test('the beacons of the nearest places come first, each once, and those of a wider name with it', () => {
  const places = index(
    [900, [`ibeacon:${company(1)}:2:1`]],
    [30, [`ibeacon:${company(1)}:1`, 'eddystone-url:https://a.example:80/b']],
    [60, [`ibeacon:${company(1)}:1:7`]],
    [70, [`ibeacon:${company(2)}`], { validTo: '2026-01-01' }],
  );
  expect(regionsOf(places, 20)).toEqual([
    `ibeacon:${company(1)}:1`,
    'eddystone-url:https://a.example:80/b',
    `ibeacon:${company(1)}:2:1`,
  ]);
});

test('where there are too many, those that begin alike become one; what is left out is told by its distance', () => {
  const shelves = Array.from({ length: 30 }, (_, i) => [40 + i, [`ibeacon:${company(1)}:${i % 2}:${i}`]] as const);
  const places = index(...shelves, [500, [`ibeacon:${company(2)}:1:1`]], [800, [`ibeacon:${company(3)}:1:1`]]);
  expect(regionsOf(places, 40)).toHaveLength(32);
  expect(regionsOf(places, 4)).toEqual([
    ...[0, 1].map((major) => `ibeacon:${company(1)}:${major}`),
    ...[2, 3].map((one) => `ibeacon:${company(one)}:1:1`),
  ]);
  expect(regionsOf(places, 3)).toEqual([
    `ibeacon:${company(1)}`,
    ...[2, 3].map((one) => `ibeacon:${company(one)}:1:1`),
  ]);
  expect(beaconsAround(places, HERE, AT, 2).leftOutMetres).toBeCloseTo(800, -1);
  expect(beaconsAround(places, HERE, AT, 3).leftOutMetres).toBe(Number.POSITIVE_INFINITY);
});

test('places and beacons share the room, and nobody comes to a beacon that was left out without asking again', () => {
  const chains = Array.from({ length: 15 }, (_, i) => [1_000 + i * 100, [`ibeacon:${company(i)}:1:1`]] as const);
  const beacons = index(...chains);
  const shops = Array.from({ length: 30 }, (_, i) => ({
    ...{ id: `s${i}`, name: '', tags: [], attributes: {}, zone: 'Europe/Berlin' },
    shape: { type: 'circle' as const, centre: { ...HERE, lon: 12.5 + i / 1_000 }, radiusMetres: 20 },
    centre: { ...HERE, lon: 12.5 + i / 1_000 },
  }));
  const places = buildPlacesIndex([...beacons.places.values(), ...shops]);
  const ask = (more: object) => placesAround(places, NO_WATCHES.rings, HERE, { at: AT, most: 20, speed: 1.4, ...more });
  const { places: circles, beacons: none } = ask({});
  expect([circles.length, none]).toEqual([20, undefined]);
  const around = ask({ beacons: true });
  expect([around.places.length, around.beacons?.length]).toEqual([10, 10]);
  // The eleventh chain is 2 km away, and heard from 100 m.
  expect(around.radiusMetres).toBeCloseTo(1_900, -2);
  expect(ask({ beacons: true, most: 60 }).beacons).toHaveLength(15);
});

test('a change of places is seen', () => {
  const before = index([40, [`ibeacon:${company(1)}`]]);
  const after = index([40, [`ibeacon:${company(2)}`]]);
  expect(regionsOf(before, 5)).toEqual([`ibeacon:${company(1)}`]);
  const edited = buildPlacesIndex([...after.places.values()], before);
  expect(regionsOf(edited, 5)).toEqual([`ibeacon:${company(2)}`]);
});
