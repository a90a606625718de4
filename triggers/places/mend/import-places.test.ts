import { expect, test } from 'vitest';
import { finish } from '../../slices/finish.ts';
import { type ImportOptions, importPlaces } from './import-places.ts';

const importing = (geojson: unknown, options: Partial<ImportOptions> = {}) =>
  finish(importPlaces('world.geojson', geojson, { mend: true, ...options }));
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const country = (properties: unknown, ring: readonly (readonly number[])[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];
const EIGHT = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
];

test('the id, the name and attributes are taken from the properties that hold them, and tags are added', () => {
  const { features, problems } = importing(
    collection(country({ ISO_A3: 'CÔTE d’Ivoire ', NAME: 'Ivory Coast', pop: 29, scalerank: 1 }, SQUARE)),
    { id: 'ISO_A3', name: 'NAME', attributes: ['pop', 'none'], tags: ['country'] },
  );
  expect(problems).toEqual([]);
  expect(features.map(({ properties }) => properties)).toEqual([
    { id: 'CÔTE-d-Ivoire', name: 'Ivory Coast', attributes: { pop: 29 }, tags: ['country'] },
  ]);
});

test('a name of blanks is no name', () => {
  const { features } = importing(collection(country({ id: 'a', NAME: ' \t ' }, SQUARE)), { name: 'NAME' });
  expect(features.map(({ properties }) => properties)).toEqual([{ id: 'a' }]);
});

test('an outline that crosses itself is refused as in a publish, and mended where that is asked for, each told', () => {
  const file = collection(country({ id: 'right' }, SQUARE), country({ id: 'eight' }, EIGHT));
  expect(importing(file, { mend: false })).toMatchObject({
    features: [{ properties: { id: 'right' } }],
    mended: [],
    problems: [{ source: 'world.geojson', path: 'features[1].geometry.coordinates[0]' }],
  });
  const { features, mended, problems } = importing(file);
  expect(problems).toEqual([]);
  expect(features[0]!.geometry).toEqual({ type: 'Polygon', coordinates: [SQUARE] });
  expect(features[1]!.geometry).toMatchObject({ type: 'MultiPolygon' });
  expect(mended).toEqual([
    {
      place: 'eight',
      path: 'features[1].geometry.coordinates[0]',
      what: 'crossed itself near [0.5,0.5]: made 2 polygons of it',
    },
  ]);
});

test('what cannot be mended is told: another system, two of one id, nothing left, no id', () => {
  const crs = { type: 'name', properties: { name: 'EPSG:3857' } };
  expect(importing({ ...collection(country({ id: 'a' }, SQUARE)), crs })).toMatchObject({
    features: [],
    problems: [{ path: 'crs' }],
  });
  const line = [
    [0, 0],
    [1, 1],
    [0, 0],
  ];
  const { features, problems } = importing(
    collection(
      country({ id: 'a' }, SQUARE),
      country({ id: 'a' }, SQUARE),
      country({ id: 'b' }, line),
      country({}, SQUARE),
    ),
  );
  expect(features).toHaveLength(1);
  expect(problems.map(({ path }) => path)).toEqual([
    'features[1].properties.id',
    'features[2].geometry.coordinates',
    'features[3].properties.id',
  ]);
});

test('points and lines get a radius and a width, and one Feature by itself is taken too', () => {
  const point = { type: 'Feature', id: 7, properties: null, geometry: { type: 'Point', coordinates: [1, 2] } };
  expect(importing(point, { radiusMetres: 50 })).toMatchObject({
    problems: [],
    features: [{ properties: { id: '7', radiusMetres: 50 } }],
  });
  expect(importing(undefined).problems.length).toBeGreaterThan(0);
});
