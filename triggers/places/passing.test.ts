import { expect, test } from 'vitest';
import { placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { metresBetween } from './geodesy.ts';
import { passageThrough } from './passing.ts';
import { buildPlacesIndex } from './places-index.ts';

const HERE = { lat: 52.5, lon: 13.4 };
const shop = placeAt('shop', HERE.lat, HERE.lon, { shape: { type: 'circle', centre: HERE, radiusMetres: 20 } });
const index = buildPlacesIndex([shop]);
const north = (metres: number) => ({ lat: HERE.lat + metres / 111_195, lon: HERE.lon });

/** The passage on a way of 80 s from so many metres north of the shop to so many. */
function passage(from: number, to: number, errors: readonly [number, number] = [5, 5]) {
  const [a, b] = [north(from), north(to)];
  const way = { from: a, to: b, metres: metresBetween(a, b), errors, at: T, ms: 80_000 };
  const found = passageThrough(shop, way, index);
  return found && [found.inAt - T + 80_000, found.outAt && found.outAt - T + 80_000].map((ms) => ms && ms / 1_000);
}

test('a way that leads through at any part of it passes through, and is told when', () => {
  for (const [from, to, inAt, outAt] of [
    [-40, 40, 20, 60],
    [-30, 130, 5, 25],
    [-130, 30, 55, 75],
    [-25, 55, 5, 45],
  ] as const) {
    const [cameIn, wasOut] = passage(from, to)!;
    expect(cameIn, `${from} to ${to}`).toBeCloseTo(inAt, 0);
    expect(wasOut, `${from} to ${to}`).toBeCloseTo(outAt, 0);
  }
});

test('a way that ends inside has no end there, and one that stays outside is none', () => {
  expect(passage(-60, 0)![1]).toBeUndefined();
  expect(passage(-100, -22)).toBeUndefined();
  expect(passage(-100, -30, [200, 200])).toBeUndefined();
});
