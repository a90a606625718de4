import { expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { squareMetresOf } from './area.ts';
import type { Ring, Shape } from './contract.ts';

const of = (shape: Shape) => squareMetresOf(placeAt('it', 0, 0, { shape }));
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const KM = 111.195;

test('a circle and a corridor are as large as they are drawn', () => {
  expect(of({ type: 'circle', centre: { lat: 48, lon: 16 }, radiusMetres: 100 })).toBeCloseTo(31_416, -1);
  const line = [
    { lat: 0, lon: 0 },
    { lat: 0, lon: 1 },
  ];
  expect(of({ type: 'corridor', line, widthMetres: 1_000 }) / 1e6).toBeCloseTo(KM + Math.PI / 4, 0);
});

test('a polygon is without its holes, of all its parts, and narrower towards a pole', () => {
  const square = of({ type: 'polygon', polygons: [[box(0, -0.5, 1, 0.5)]] });
  expect(square / 1e6).toBeCloseTo(KM * KM, -2);
  expect(
    of({ type: 'polygon', polygons: [[box(0, -0.5, 1, 0.5), box(0.25, -0.25, 0.75, 0.25)]] }) / square,
  ).toBeCloseTo(0.75, 3);
  expect(of({ type: 'polygon', polygons: [[box(0, 59.5, 1, 60.5)]] }) / square).toBeCloseTo(0.5, 2);
  expect(of({ type: 'polygon', polygons: [[box(0, -0.5, 1, 0.5)], [box(5, -0.5, 6, 0.5)]] }) / square).toBeCloseTo(
    2,
    3,
  );
});

test('over the antimeridian it is as large as elsewhere', () => {
  const square = of({ type: 'polygon', polygons: [[box(0, -0.5, 1, 0.5)]] });
  const over: Ring = [
    [179.5, -0.5],
    [-179.5, -0.5],
    [-179.5, 0.5],
    [179.5, 0.5],
    [179.5, -0.5],
  ];
  expect(of({ type: 'polygon', polygons: [[over]] }) / square).toBeCloseTo(1, 3);
});
