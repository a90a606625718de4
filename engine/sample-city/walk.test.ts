import { expect, test } from 'vitest';
import { readSampleCity } from './documents.ts';
import { layOutWalk } from './walk.ts';

const SQUARE = [
  [12.37, 51.34],
  [12.38, 51.34],
  [12.38, 51.345],
] as const;
const NOON = Date.UTC(2026, 10, 2, 12);

function metresPerSecond(seconds: number): readonly number[] {
  const walk = layOutWalk(SQUARE);
  const spotsAt = (at: number) => walk.positionsAt(at).map(({ value }) => value as { lat: number; lon: number });
  const before = spotsAt(NOON);
  return spotsAt(NOON + seconds * 1_000).map(({ lat, lon }, i) => {
    const east = (lon - before[i]!.lon) * Math.cos((lat * Math.PI) / 180);
    return (Math.hypot(east, lat - before[i]!.lat) * 111_320) / seconds;
  });
}

test('walkers go at a walking pace, each from another spot', () => {
  const paces = metresPerSecond(2);
  expect(Math.max(...paces)).toBeLessThan(1.5);
  expect(paces.filter((pace) => pace > 1.3).length).toBeGreaterThan(paces.length * 0.8);
  const spots = layOutWalk(SQUARE).positionsAt(NOON);
  expect(new Set(spots.map(({ value }) => JSON.stringify(value))).size).toBe(spots.length);
});

test('two browsers that ask for the same step ask for the same signals', () => {
  const ids = (at: number) =>
    layOutWalk(SQUARE)
      .positionsAt(at)
      .map(({ id }) => id);
  expect(ids(NOON + 1_999)).toEqual(ids(NOON));
  expect(ids(NOON + 2_000)).not.toEqual(ids(NOON));
});

test('everything of the sample city says in its name that it is a sample', async () => {
  const documents = await readSampleCity();
  expect(documents.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['place', 'trigger', 'template']));
  expect(documents.filter(({ name }) => !name.startsWith('sample-'))).toEqual([]);
  expect(layOutWalk(SQUARE).walkers.filter((walker) => !walker.startsWith('sample-'))).toEqual([]);
});
