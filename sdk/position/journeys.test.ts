import { expect, test } from 'vitest';
import type { DeviceFix } from './contract.ts';
import { type Journey, type Recognised, recognise } from './journeys.ts';

const NINE = Date.UTC(2026, 9, 22, 9);
const HOME = { lat: 51.34, lon: 12.37 };
const north = (metres: number) => ({ lat: HOME.lat + metres / 111_195, lon: HOME.lon });

/** Plays fixes at minutes after nine; says what was recognised, with the minute. */
function play(...fixes: readonly (readonly [minute: number, metres: number, more?: Partial<DeviceFix>])[]) {
  let journey: Journey = {};
  const said: (Recognised & { readonly minute: number })[] = [];
  for (const [minute, metres, more] of fixes) {
    const fix = { ...north(metres), at: NINE + minute * 60_000, accuracyMetres: 8, ...more };
    const seen = recognise(journey, fix);
    journey = JSON.parse(JSON.stringify(seen.journey)) as Journey;
    said.push(...seen.recognised.map((one) => ({ minute, ...one })));
  }
  return said;
}
const names = (said: ReturnType<typeof play>) => said.map(({ minute, name }) => `${minute} ${name}`);
/** A way of so many metres a minute. */
const way = (from: number, minutes: number, metres: number, perMinute: number) =>
  Array.from({ length: minutes }, (_, i) => [from + i, metres + (i + 1) * perMinute] as const);

test('a morning: at home, a trip with a stop, at work', () => {
  const said = play(
    [0, 0],
    [5, 6],
    [10, 3],
    ...way(11, 4, 0, 500),
    [15, 2_010],
    [17, 2_005],
    ...way(18, 4, 2_000, 500),
    [22, 4_010],
    [27, 4_000],
    [32, 4_004],
    [40, 4_000],
    [41, 4_400],
  );
  expect(names(said)).toEqual([
    '10 visit-began',
    '11 visit-ended',
    '17 stop',
    '27 stop',
    '32 trip-ended',
    '32 visit-began',
    '41 visit-ended',
  ]);
  expect(said[4]!.properties).toEqual({ seconds: 660, metres: expect.closeTo(4_000, -2), stops: 1, by: 'vehicle' });
  expect(said[6]!.properties).toMatchObject({ seconds: 19 * 60, accuracyMetres: 8 });
});

test('a slow walk is no rest, however often it is looked at, and its length is told', () => {
  const steps = Array.from({ length: 241 }, (_, i) => [12 + i / 12, i * 7] as const);
  const said = play([0, 0], [11, 0], ...steps, [45, 1_680], [60, 1_680]);
  expect(names(said)).toEqual(
    ['11 visit-began', `${12 + 6 / 12} visit-ended`, '45 trip-ended', '45 visit-began'].map((line) =>
      expect.stringContaining(line.split(' ')[1]!),
    ),
  );
  expect(said[2]!.properties).toMatchObject({ by: 'foot', metres: expect.closeTo(1_680, -3) });
});

test('errors of a phone that lies still are no trip; a mast and what comes too late say nothing', () => {
  const still = Array.from({ length: 60 }, (_, i) => [i, (i % 2) * 25] as const);
  expect(names(play(...still))).toEqual(['10 visit-began']);
  expect(names(play([0, 0], [10, 0], [11, 3_000, { accuracyMetres: 800 }], [5, 900], [20, 0]))).toEqual([
    '10 visit-began',
  ]);
});

test('what nobody saw is not told: it ends where it was seen last', () => {
  const said = play([0, 0], [10, 2], [200, 9_000], [211, 9_000]);
  expect(names(said)).toEqual(['10 visit-began', '200 visit-ended', '211 visit-began']);
  expect(said[1]!.properties).toMatchObject({ seconds: 600, unseenAfter: true, unseenSeconds: 190 * 60 });
  const cut = play([0, 0], [10, 0], ...way(11, 5, 0, 600), [100, 40_000]);
  expect(cut.at(-1)).toMatchObject({ name: 'trip-ended', properties: { seconds: 300, unseenAfter: true } });
});

test('a visit goes on over a night that nobody saw, says so, and never over more; one that was not told begins anew', () => {
  const night = play([0, 0], [10, 2], [10 + 8 * 60, 4], [500, 3], [501, 800]);
  expect(names(night)).toEqual(['10 visit-began', '501 visit-ended']);
  expect(night[1]!.properties).toMatchObject({ seconds: 500 * 60, unseenSeconds: 8 * 3_600 });
  const week = play([0, 0], [10, 2], [10 + 7 * 1_440, 4], [20 + 7 * 1_440, 4]);
  expect(names(week)).toEqual(['10 visit-began', `${10 + 7 * 1_440} visit-ended`, `${20 + 7 * 1_440} visit-began`]);
  expect(week[1]!.properties).toMatchObject({ seconds: 600, unseenAfter: true, unseenSeconds: 7 * 86_400 });
  expect(names(play([0, 0], [5, 0], [200, 0], [205, 0]))).toEqual([]);
  expect(names(play([0, 0], [5, 0], [200, 0], [210, 0]))).toEqual(['210 visit-began']);
});

test('after a clock was set back, what it says is believed', () => {
  const years = 3 * 365 * 1_440;
  expect(names(play([years, 0], [years + 10, 0], [0, 0], [10, 0]))).toEqual([
    `${years + 10} visit-began`,
    '10 visit-began',
  ]);
});

test('simulated positions are flagged in all that comes of them', () => {
  const mocked = { isMocked: true };
  const said = play([0, 0, mocked], [10, 0, mocked], ...way(11, 3, 0, 600), [14, 1_800], [25, 1_800]);
  expect(said.map(({ name, properties }) => [name, properties.mocked])).toEqual([
    ['visit-began', true],
    ['visit-ended', true],
    ['trip-ended', true],
    ['visit-began', undefined],
  ]);
});

test('a rest on the antimeridian has its middle there', () => {
  let journey: Journey = {};
  const fix = { lat: 0, accuracyMetres: 8 };
  for (const [i, lon] of [179.9999, -179.9999, 179.9999, -179.9999].entries())
    journey = recognise(journey, { ...fix, lon, at: NINE + i * 60_000 }).journey;
  expect(Math.abs(journey.rest!.lon)).toBeCloseTo(180, 3);
});
