import { expect, test } from 'vitest';
import { dice, generatePlaces, generatePoints } from '../../bench/data/places.ts';
import type { Position, Rings } from './contract.ts';
import { NO_WATCHES } from './fences.ts';
import { placesAround } from './neighbourhood.ts';
import { buildPlacesIndex } from './places-index.ts';

const AT = Date.UTC(2026, 5, 1);
const HOW = { at: AT, most: 20, speed: 1.4 };
const index = buildPlacesIndex(generatePlaces(1_500, dice(1), 13));
const idsAt = (position: Position) => index.holding(position, AT).map(({ id }) => id);
const moved = ({ lat, lon }: Position, metres: number, angle: number): Position => ({
  lat: lat + (metres * Math.cos(angle)) / 111_195,
  lon: lon + (metres * Math.sin(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180)),
});

test('whoever stays within the radius enters nothing and leaves nothing', () => {
  const random = dice(7);
  let inside = 0;
  for (const point of generatePoints(400, dice(5))) {
    const { radiusMetres } = placesAround(index, NO_WATCHES.rings, point, HOW);
    const before = idsAt(point);
    if (before.length > 0) inside++;
    for (let i = 0; i < 24; i++) {
      // The ground is no plane: a share of the radius is left for that.
      expect(idsAt(moved(point, radiusMetres * 0.98 * random(), random() * 2 * Math.PI))).toEqual(before);
    }
  }
  expect(inside).toBeGreaterThan(20);
});

test('a little beyond it something happens to somebody', () => {
  const reached = generatePoints(200, dice(3)).filter((point) => {
    const { radiusMetres } = placesAround(index, NO_WATCHES.rings, point, HOW);
    const before = idsAt(point).join();
    return Array.from({ length: 180 }, (_, i) => (i * Math.PI) / 90).some(
      (angle) => idsAt(moved(point, radiusMetres * 1.02 + 4, angle)).join() !== before,
    );
  });
  expect(reached.length).toBeGreaterThan(150);
});

test('the nearest places come as circles that hold them whole, and say which one is inside', () => {
  for (const point of generatePoints(50, dice(9))) {
    const { places } = placesAround(index, NO_WATCHES.rings, point, HOW);
    expect(places.length).toBeLessThanOrEqual(20);
    expect(
      places
        .filter(({ isInside }) => isInside)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(idsAt(point).slice(0, 20));
    for (const { id } of places) {
      const circle = places.find((one) => one.id === id)!;
      const place = index.places.get(id)!;
      const far = moved(circle, circle.radiusMetres * 1.01 + 1, 1);
      expect(index.metresTo(place, far)).toBeGreaterThan(0);
    }
  }
});

test('a ring that a trigger waits for is an edge, too', () => {
  const shop = {
    ...{ id: 'shop', name: 'Shop', tags: ['store'], attributes: {}, zone: 'Europe/Berlin' },
    shape: { type: 'circle', centre: { lat: 50, lon: 10 }, radiusMetres: 50 },
    centre: { lat: 50, lon: 10 },
  } as const;
  const one = buildPlacesIndex([shop]);
  const rings: Rings = {
    ...NO_WATCHES.rings,
    tags: new Map([['store', [{ transition: 'approach/300m', metres: 300 } as const]]]),
  };
  const radiusAt = (metres: number) => placesAround(one, rings, moved(shop.centre, metres, 0), HOW).radiusMetres;
  expect(radiusAt(1_350)).toBeCloseTo(1_000, -1);
  expect(radiusAt(400)).toBeCloseTo(50, -1);
  expect(radiusAt(200)).toBeCloseTo(150, -1);
  expect(radiusAt(100)).toBeCloseTo(50, -1);
  expect(radiusAt(10)).toBeCloseTo(40, -1);
});
