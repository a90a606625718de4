import { describe, expect, test } from 'vitest';
import type { Place } from '../../triggers/places/contract.ts';
import { parsePlaces } from '../../triggers/places/parse-places.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { PlacesAsked } from './contract.ts';
import { listLightPlaces } from './light-places.ts';

const POINT = { type: 'Point', coordinates: [12.37, 51.34] };
const LINE = {
  type: 'LineString',
  coordinates: [
    [12.3, 51.3],
    [12.4, 51.3],
  ],
};
const ALL: PlacesAsked = { after: '', most: 100, hasOutlines: false };

const index = buildPlacesIndex([
  placeOf('haus', POINT, { radiusMetres: 40, name: 'Haus', tags: ['store'] }),
  placeOf('allee', LINE, { widthMetres: 20 }),
  placeOf('park', squareAt(13, 52)),
  placeOf('fiji', squareAt(179.99, -17)),
]);

describe('the light list of places', () => {
  test('has them by id, with the centre, a box around all of it, and the size', () => {
    const { places, more } = listLightPlaces(index, ALL);
    expect([places.map(({ id }) => id), more]).toEqual([['allee', 'fiji', 'haus', 'park'], false]);
    const haus = places[2]!;
    expect(haus).toMatchObject({ name: 'Haus', tags: ['store'], shape: 'circle', metres: 40, centre: [12.37, 51.34] });
    const [west, south, east, north] = haus.box;
    expect((north - south) * 111_195).toBeGreaterThan(80);
    expect((north - south) * 111_195).toBeLessThan(81);
    expect(west < 12.37 && 12.37 < east).toBe(true);
  });

  test('goes on after an id, a page at a time', () => {
    expect(idsOf({ ...ALL, most: 2 })).toEqual(['allee', 'fiji']);
    expect(listLightPlaces(index, { ...ALL, most: 2 }).more).toBe(true);
    expect(idsOf({ ...ALL, after: 'fiji', most: 2 })).toEqual(['haus', 'park']);
    expect(listLightPlaces(index, { ...ALL, after: 'fiji', most: 2 }).more).toBe(false);
  });

  test('keeps to a box, also one that crosses the antimeridian', () => {
    expect(idsOf({ ...ALL, box: [12, 51, 12.5, 51.5] })).toEqual(['allee', 'haus']);
    expect(idsOf({ ...ALL, box: [179, -20, -179, -10] })).toEqual(['fiji']);
    expect(idsOf({ ...ALL, box: [-180, -20, -179.99, -10] })).toEqual(['fiji']);
    expect(idsOf({ ...ALL, box: [0, 0, 1, 1] })).toEqual([]);
  });

  test('has outlines where they are asked for; a circle needs none', () => {
    const outlines = listLightPlaces(index, { ...ALL, hasOutlines: true }).places.map(({ outline }) => outline);
    expect(outlines.map((one) => (one as { type?: string } | undefined)?.type)).toEqual([
      'LineString',
      'Polygon',
      undefined,
      'Polygon',
    ]);
  });

  test('a long outline has fewer positions and is still closed', () => {
    const ring = Array.from({ length: 5_000 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 5_000;
      return [10 + Math.cos(angle), 50 + Math.sin(angle)];
    });
    const long = buildPlacesIndex([placeOf('long', { type: 'Polygon', coordinates: [[...ring, ring[0]!]] })]);
    const outline = listLightPlaces(long, { ...ALL, hasOutlines: true }).places[0]?.outline;
    const [thin] = (outline as { coordinates: [number[][]] }).coordinates;
    expect(thin.length).toBeLessThanOrEqual(402);
    expect(thin.at(-1)).toEqual(thin[0]);
  });
});

function idsOf(asked: PlacesAsked): readonly string[] {
  return listLightPlaces(index, asked).places.map(({ id }) => id);
}

function squareAt(lon: number, lat: number) {
  const ring = [
    [lon, lat],
    [lon + 0.02, lat],
    [lon + 0.02, lat + 0.02],
    [lon, lat + 0.02],
    [lon, lat],
  ];
  return { type: 'Polygon', coordinates: [ring.map(([x, y]) => [x! > 180 ? x! - 360 : x!, y!])] };
}

function placeOf(id: string, geometry: object, properties: object = {}): Place {
  const { places, problems } = parsePlaces(
    id,
    { type: 'Feature', properties: { id, ...properties }, geometry },
    () => 'UTC',
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return places[0]!;
}
