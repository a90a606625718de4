import * as turf from '@turf/turf';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dice, generatePlaces, generatePoints } from '../../bench/data/places.ts';
import { holdingSlowly, metresToRoundBorder } from '../../test/oracle/places.ts';
import type { NearbyPlace, Place, PlacesIndex, Position, Ring, Shape } from './contract.ts';
import { metresToPlace } from './distance.ts';
import { metresBetween, wrapLongitude } from './geodesy.ts';
import { geometryOf } from './geometry.ts';
import { buildGrid } from './grid/build.ts';
import { buildPlacesIndex } from './places-index.ts';

const place = (id: string, shape: Shape, more: Partial<Place> = {}): Place => ({
  id,
  name: id,
  shape,
  tags: [],
  attributes: {},
  zone: 'UTC',
  centre: { lat: 0, lon: 0 },
  ...more,
});
const polygon = (...rings: (readonly [number, number])[][]): Shape => ({ type: 'polygon', polygons: [rings] });
const box = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const ringsOf = (shape: Shape) => (shape.type === 'polygon' ? shape.polygons[0]! : []);
const idsAt = (places: readonly Place[], lat: number, lon: number, at = 0) =>
  buildPlacesIndex(places)
    .holding({ lat, lon }, at)
    .map(({ id }) => id)
    .sort();

// Positions that lie on edges, corners and cell borders again and again: multiples of a power of two.
const STEP = 360 / 1_024 / 64;
const snap = (n: number) => Math.round(n / STEP) * STEP;
const snapped = ([lon, lat]: readonly [number, number]): [number, number] => [
  wrapLongitude(snap(lon)),
  Math.max(-90, Math.min(90, snap(lat))),
];

const centreArb = fc.oneof(
  fc.record({ lat: fc.integer({ min: -60, max: 60 }), lon: fc.integer({ min: -180, max: 180 }) }),
  fc.constantFrom({ lat: 0, lon: 180 }, { lat: 10, lon: -179.9 }, { lat: 89, lon: 40 }, { lat: -89.5, lon: 179 }),
  fc.constantFrom({ lat: 90, lon: 0 }, { lat: -89.99, lon: -180 }),
  fc.constantFrom({ lat: 48, lon: 16 }, { lat: 48.2, lon: 16.1 }, { lat: 0, lon: 0 }),
);
const sizeArb = fc.constantFrom(0.02, 0.3, 2, 12);
const turnsArb = fc.array(fc.double({ min: 0.6, max: 1, noNaN: true }), { minLength: 3, maxLength: 14 });

/** A star-shaped ring: one point in each direction. */
function star(centre: Position, size: number, reaches: readonly number[]): Ring {
  const points = reaches.map((reach, i) => {
    const angle = (2 * Math.PI * i) / reaches.length;
    return snapped([centre.lon + size * reach * Math.cos(angle), centre.lat + size * reach * Math.sin(angle)]);
  });
  return [...points, points[0]!];
}

const polygonArb = fc
  .record({ centre: centreArb, size: sizeArb, reaches: turnsArb, hole: fc.boolean() })
  .map(({ centre, size, reaches, hole }): readonly Ring[] => [
    star(centre, size, reaches),
    // A triangle's sides pass at half the reach of its corners: smaller than that is inside for certain.
    ...(hole && size > 0.2 && size < 90 - Math.abs(centre.lat) ? [star(centre, size * 0.25, reaches)] : []),
  ]);
/** A ring around a pole: points at rising longitudes. */
const capArb = fc
  .record({
    lats: fc.array(fc.integer({ min: 50, max: 88 }), { minLength: 3, maxLength: 9 }),
    south: fc.boolean(),
    hole: fc.boolean(),
    start: fc.integer({ min: -180, max: 179 }),
  })
  .map(({ lats, south, hole, start }): readonly Ring[] => {
    const ring = (add: number): Ring => {
      const points = lats.map((lat, i) =>
        snapped([wrapLongitude(start + (i * 360) / lats.length), (south ? -1 : 1) * Math.min(89.9, lat + add)]),
      );
      return [...points, points[0]!];
    };
    return hole ? [ring(0), ring(1)] : [ring(0)];
  });
const shapeArb = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(polygonArb, { minLength: 1, maxLength: 3 })
      .map((polygons): Shape => ({ type: 'polygon', polygons })),
  },
  { weight: 1, arbitrary: capArb.map((rings): Shape => ({ type: 'polygon', polygons: [rings] })) },
  {
    weight: 2,
    arbitrary: fc
      .record({ centre: centreArb, radius: fc.constantFrom(30, 900, 20_000, 600_000) })
      .map(({ centre, radius }): Shape => ({ type: 'circle', centre, radiusMetres: radius })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        start: centreArb,
        steps: fc.array(
          fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
          { minLength: 1, maxLength: 5 },
        ),
        size: sizeArb,
        width: fc.constantFrom(40, 3_000, 50_000),
      })
      .map(({ start, steps, size, width }): Shape => {
        const line = [start];
        for (const [east, north] of steps) {
          const { lat, lon } = line.at(-1)!;
          line.push({
            lat: Math.max(-89, Math.min(89, lat + north * size)),
            lon: wrapLongitude(lon + (east || 0.5) * size),
          });
        }
        return { type: 'corridor', line, widthMetres: width };
      }),
  },
);

/** Corners, middles of edges, middles of places, points near and far, the seams of the map. */
function pointsFor(places: readonly Place[], random: () => number): readonly Position[] {
  const points: Position[] = [
    { lat: 90, lon: 12 },
    { lat: -90, lon: -180 },
    { lat: 0, lon: 180 },
    { lat: 10, lon: -180 },
  ];
  const near = ({ lat, lon }: Position, size: number) => ({
    lat: Math.max(-90, Math.min(90, lat + (random() - 0.5) * size)),
    lon: wrapLongitude(lon + (random() - 0.5) * size),
  });
  for (const { shape } of places) {
    const corners: readonly Position[] =
      shape.type === 'circle' || shape.type === 'point'
        ? [shape.centre]
        : shape.type === 'corridor'
          ? shape.line
          : shape.polygons.flat(2).map(([lon, lat]) => ({ lat, lon }));
    corners.forEach((corner, i) => {
      const next = corners[(i + 1) % corners.length]!;
      points.push(corner, near(corner, 0.001), near(corner, 1), near(corner, 10));
      const middle = { lat: (corner.lat + next.lat) / 2, lon: (corner.lon + next.lon) / 2 };
      points.push(middle, near(middle, 1e-9), near(corner, 1e-9), near(middle, 1e-12), near(corner, 1e-12));
      points.push({ lat: corner.lat, lon: next.lon }, { lat: corner.lat, lon: 180 }, { lat: corner.lat, lon: -180 });
    });
  }
  return points;
}

test('agrees with the oracle on places of every shape, over the antimeridian, at the poles, on edges and corners', () => {
  let [compared, held] = [0, 0];
  const check = (shapes: readonly Shape[], seed: number) => {
    const places = shapes.map((shape, i) => place(`p${i}`, shape));
    const index = buildPlacesIndex(places);
    const random = dice(seed);
    for (const position of pointsFor(places, random).filter((_, i) => i < 4 || random() < 0.12)) {
      const borders = places.filter((p) => metresToRoundBorder(p, position) < 1e-5).map(({ id }) => id);
      const ids = (found: readonly Place[]) =>
        found
          .map(({ id }) => id)
          .filter((id) => !borders.includes(id))
          .sort();
      const expected = ids(holdingSlowly(places, position, 0));
      expect({ position, ids: ids(index.holding(position, 0)) }).toEqual({ position, ids: expected });
      compared++;
      held += expected.length;
    }
  };
  fc.assert(fc.property(fc.array(shapeArb, { minLength: 1, maxLength: 8 }), fc.nat(), check), { numRuns: 150 });
  expect(compared).toBeGreaterThan(3_000);
  expect(held).toBeGreaterThan(compared / 4);
});

test('agrees with the oracle a hair west of a corner of a ring that goes over the antimeridian', () => {
  const ring: Ring = [
    [0, 49.9988],
    [120, 49.9988],
    [-119.998168945312, 49.9988],
    [0, 49.9988],
  ];
  const cap = place('cap', { type: 'polygon', polygons: [[ring]] });
  const index = buildPlacesIndex([cap]);
  for (const lat of [49.9987, 49.9988, 49.9989]) {
    for (const lon of [-119.99816894531251, -119.998168945312, -119.9981689453119]) {
      const expected = holdingSlowly([cap], { lat, lon }, 0).length;
      expect([lat, expected]).toEqual([lat, lat < 49.9988 ? 0 : 1]);
      expect([lat, lon, index.holding({ lat, lon }, 0).length]).toEqual([lat, lon, expected]);
    }
  }
});

test('agrees with the oracle on the meridians of corners of outlines over the antimeridian, with any decimals', () => {
  const random = dice(17);
  let held = 0;
  for (let i = 0; i < 400; i++) {
    const size = [0.004, 0.3, 5, 40][i % 4]!;
    const middle = { lat: (random() - 0.5) * 80, lon: wrapLongitude(180 + (random() - 0.5) * size) };
    const points = Array.from({ length: 3 + (i % 6) }, (_, n, angle = (2 * Math.PI * n) / (3 + (i % 6))) => {
      const reach = size * (0.6 + 0.4 * random());
      return [wrapLongitude(middle.lon + reach * Math.cos(angle)), middle.lat + reach * Math.sin(angle)] as const;
    });
    const one = place('one', { type: 'polygon', polygons: [[[...points, points[0]!]]] });
    const index = buildPlacesIndex([one]);
    for (const [lon, lat] of points) {
      for (const at of [lat, lat - 1e-13, lat + 1e-13, middle.lat, middle.lat + (random() - 0.5) * size]) {
        const expected = holdingSlowly([one], { lat: at, lon }, 0).length;
        held += expected;
        expect([at, lon, index.holding({ lat: at, lon }, 0).length]).toEqual([at, lon, expected]);
      }
    }
  }
  expect(held).toBeGreaterThan(2_000);
});

test('an edge that ends the nearest there is to the antimeridian does not go around the Earth', () => {
  const hair = 180 - 2 ** -45;
  for (const [west, east] of [
    [179.9, -hair],
    [180, -hair],
    [hair, -179.9],
    [hair, -180],
  ] as const) {
    const one = place('one', polygon(box(west, 10, east, 11)));
    for (const lon of [west, east, 180, -180]) {
      expect([lon, idsAt([one], 10.5, lon), idsAt([one], 9.9, lon)]).toEqual([lon, ['one'], []]);
    }
    for (const lon of [0, 90, -179.8, 179.8]) expect([lon, idsAt([one], 10.5, lon)]).toEqual([lon, []]);
  }
});

test('agrees with the oracle where many places are crowded together', () => {
  const places = generatePlaces(1_000).slice(13);
  const index = buildPlacesIndex(places);
  let held = 0;
  for (const position of generatePoints(150, dice(5))) {
    const expected = holdingSlowly(places, position, 0);
    held += expected.length;
    expect(new Set(index.holding(position, 0))).toEqual(new Set(expected));
  }
  expect(held).toBeGreaterThan(0);
});

test('agrees with the oracle a hair away from edges, where short numbers cannot tell', () => {
  const places = generatePlaces(120).slice(13);
  const index = buildPlacesIndex(places);
  const random = dice(9);
  for (const one of places) {
    const [outline] = ringsOf(one.shape);
    for (let i = 1; i < outline!.length; i++) {
      const [[x1, y1], [x2, y2]] = [outline![i - 1]!, outline![i]!];
      const share = random();
      const hair = () => (random() - 0.5) * 10 ** (-8 - 4 * random());
      const position = { lat: y1 + share * (y2 - y1) + hair(), lon: x1 + share * (x2 - x1) + hair() };
      const expected = holdingSlowly([one], position, 0).length === 1;
      expect([position, index.holding(position, 0).includes(one)]).toEqual([position, expected]);
    }
  }
});

test('agrees with turf on ordinary polygons', () => {
  const places = generatePlaces(1_500).slice(13);
  const features = places.map(({ shape }) => turf.polygon(ringsOf(shape) as never));
  // Turf looks at the box of a feature first where it has one.
  for (const feature of features) feature.bbox = turf.bbox(feature);
  const index = buildPlacesIndex(places);
  let held = 0;
  const around = places.flatMap(({ centre }) => [centre, { lat: centre.lat + 0.004, lon: centre.lon - 0.003 }]);
  for (const position of around.slice(0, 600)) {
    const point = [position.lon, position.lat];
    const expected = places.filter((_, i) => turf.booleanPointInPolygon(point, features[i]!)).map(({ id }) => id);
    held += expected.length;
    expect(
      index
        .holding(position, 0)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(expected.sort());
  }
  expect(held).toBeGreaterThan(300);
});

test('an index that outgrows its first memory several times over still agrees with each polygon alone', () => {
  const places = generatePlaces(20_000);
  const index = buildPlacesIndex(places);
  for (const { id, shape } of places.filter((_, i) => i % 40 === 39)) {
    const [[lon, lat]] = ringsOf(shape)[0] as [[number, number]];
    expect(index.holding({ lat, lon }, 0).map((p) => p.id)).toContain(id);
  }
});

test('a hole is outside, its edge is inside', () => {
  const ring = place('ring', polygon(box(0, 0, 10, 10), box(4, 4, 6, 6).reverse()));
  expect(idsAt([ring], 2, 2)).toEqual(['ring']);
  expect(idsAt([ring], 5, 5)).toEqual([]);
  expect(idsAt([ring], 4, 5)).toEqual(['ring']);
  expect(idsAt([ring], 10, 10)).toEqual(['ring']);
});

test('a place over the antimeridian holds points on both sides and on it', () => {
  const fiji = place('fiji', polygon(box(177, -19, -178, -16)));
  expect(idsAt([fiji], -17, 179)).toEqual(['fiji']);
  expect(idsAt([fiji], -17, -179)).toEqual(['fiji']);
  expect(idsAt([fiji], -17, 180)).toEqual(['fiji']);
  expect(idsAt([fiji], -17, -180)).toEqual(['fiji']);
  expect(idsAt([fiji], -17, 0)).toEqual([]);
  const cut = place('cut', { type: 'polygon', polygons: [[box(177, -19, 180, -16)], [box(-180, -19, -178, -16)]] });
  expect(idsAt([cut], -17, 180)).toEqual(['cut']);
  expect(idsAt([cut], -17, -180)).toEqual(['cut']);
});

test('a ring around a pole holds the pole', () => {
  const cap = place(
    'cap',
    polygon([
      [0, 70],
      [90, 70],
      [180, 70],
      [-90, 70],
      [0, 70],
    ]),
  );
  for (const lon of [-180, -77, 0, 45, 180]) expect(idsAt([cap], 90, lon)).toEqual(['cap']);
  expect(idsAt([cap], 80, 179.9)).toEqual(['cap']);
  expect(idsAt([cap], 60, 0)).toEqual([]);
  expect(idsAt([cap], -80, 0)).toEqual([]);
  const ice = place('ice', polygon(box(-180, -90, 180, -65)));
  expect(idsAt([ice], -90, 33)).toEqual(['ice']);
  expect(idsAt([ice], -70, -180)).toEqual(['ice']);
});

test('a circle is round in metres, also in the far north and over a pole', () => {
  const circle = place('c', { type: 'circle', centre: { lat: 69.65, lon: 18.96 }, radiusMetres: 1_000 });
  expect(idsAt([circle], 69.65, 18.96 + 0.0257)).toEqual(['c']);
  expect(idsAt([circle], 69.65, 18.96 + 0.026)).toEqual([]);
  const pole = place('n', { type: 'circle', centre: { lat: 89.99, lon: 0 }, radiusMetres: 2_000 });
  expect(idsAt([pole], 89.995, 180)).toEqual(['n']);
  expect(idsAt([pole], 90, -70)).toEqual(['n']);
});

test('a place holds nobody before it begins to be valid, and nobody once it is over', () => {
  const stall = place('stall', polygon(box(0, 0, 1, 1)), { validFrom: 100, validTo: 200 });
  expect([99, 100, 199, 200].map((at) => idsAt([stall], 0.5, 0.5, at).length)).toEqual([0, 1, 1, 0]);
});

test('a place whose polygons overlap is found once', () => {
  const twice = place('twice', { type: 'polygon', polygons: [[box(0, 0, 2, 2)], [box(1, 1, 3, 3)]] });
  expect(idsAt([twice], 1.5, 1.5)).toEqual(['twice']);
});

test('an index that was edited many times holds what a new one holds', () => {
  const random = dice(11);
  const points = generatePoints(400, dice(5));
  let places = generatePlaces(3_000, dice(2));
  let edited = buildPlacesIndex(places);
  const changed = generatePlaces(3_000, dice(8));
  for (let edit = 0; edit < 12; edit++) {
    places = places.flatMap((one, i) => {
      const chance = random();
      if (chance < 0.02) return [];
      return chance < 0.06 ? [{ ...changed[i % 3_000]!, id: one.id }] : [one];
    });
    places = [...places, place(`new-${edit}`, { type: 'circle', centre: points[edit]!, radiusMetres: 50_000 })];
    edited = buildPlacesIndex(places, edited);
    const fresh = buildPlacesIndex(places);
    expect(edited.places).toEqual(fresh.places);
    for (const position of [...points, ...places.slice(edit * 90, edit * 90 + 90).map(({ centre }) => centre)]) {
      expect(new Set(edited.holding(position, 0))).toEqual(new Set(fresh.holding(position, 0)));
    }
  }
});

test('an edit leaves the index that there was as it is', () => {
  const [a, b] = [place('a', polygon(box(0, 0, 2, 2))), place('b', polygon(box(1, 1, 3, 3)))];
  const before = buildPlacesIndex([a, b]);
  const moved = place('b', polygon(box(5, 5, 6, 6)));
  const after = buildPlacesIndex([a, moved], before);
  const ids = (index: PlacesIndex, lat: number, lon: number) => index.holding({ lat, lon }, 0).map(({ id }) => id);
  expect([ids(before, 1.5, 1.5), ids(before, 5.5, 5.5)]).toEqual([['a', 'b'], []]);
  expect([ids(after, 1.5, 1.5), ids(after, 5.5, 5.5)]).toEqual([['a'], ['b']]);
  expect(ids(buildPlacesIndex([], after), 1.5, 1.5)).toEqual([]);
});

test('the nearest place is the one whose edge is nearest, with its distance, within the bound', () => {
  const store = (id: string, lat: number, lon: number, radiusMetres: number) =>
    place(id, { type: 'circle', centre: { lat, lon }, radiusMetres }, { tags: ['store'], centre: { lat, lon } });
  const index = buildPlacesIndex([
    store('near', 50.01, 10, 100),
    store('wide', 50.02, 10, 1_500),
    store('land', 53, 10, 100_000),
    place('park', polygon(box(9.9, 49.9, 9.99, 50.1)), { tags: ['park'], centre: { lat: 50, lon: 9.95 } }),
  ]);
  const nearest = (lat: number, tag: string, within: number) => {
    const found = index.nearest({ lat, lon: 10 }, tag, within, 0);
    return found && [found.place.id, Math.round(found.metres)];
  };
  expect(nearest(50, 'store', 5_000)).toEqual(['wide', 724]);
  expect(nearest(50, 'store', 700)).toBeUndefined();
  expect(nearest(50.02, 'store', 10)).toEqual(['wide', 0]);
  expect(nearest(51.5, 'store', 80_000)).toEqual(['land', 66_793]);
  expect(nearest(50, 'park', 2_000)).toEqual(['park', 715]);
  expect(nearest(50, 'nothing', 2_000)).toBeUndefined();
});

test('the nearest of many is the one that a look at every one of them finds', () => {
  const places = generatePlaces(400, dice(4)).slice(13);
  const index = buildPlacesIndex(places);
  for (const position of generatePoints(60, dice(6))) {
    const all = places.map((one) => metresToPlace(one, position));
    const least = Math.min(...all);
    const found = index.nearest(position, 'generated', 30_000, 0);
    expect(rounded(found?.metres)).toBe(rounded(least <= 30_000 ? least : undefined));
  }
});

test('the places near a position are those that a look at every one of them finds, nearest first, also after edits', () => {
  const random = dice(21);
  let places: readonly Place[] = [
    ...generatePlaces(500, dice(4), 5),
    place('fiji', polygon(box(179, -1, -179, 1)), { centre: { lat: 0, lon: 180 }, tags: ['island'] }),
    place(
      'cap',
      { type: 'circle', centre: { lat: 89.9, lon: 0 }, radiusMetres: 5_000 },
      { centre: { lat: 89.9, lon: 0 } },
    ),
    place('over', polygon(box(10, 50, 11, 51)), { centre: { lat: 50.5, lon: 10.5 }, validTo: 0 }),
  ];
  let index = buildPlacesIndex(places);
  let found = 0;
  for (let edit = 0; edit < 4; edit++) {
    const spots = [
      ...generatePoints(12, random),
      { lat: 0.5, lon: 178.95 },
      { lat: 0, lon: -178.95 },
      { lat: 89.99, lon: 180 },
    ];
    for (const position of spots) {
      for (const [metres, tag] of [
        [500, undefined],
        [9_000, 'generated'],
        [30_000, undefined],
        [5_000, 'island'],
      ] as const) {
        const all = places
          .filter(({ tags, validTo }) => validTo === undefined && (tag === undefined || tags.includes(tag)))
          .map((one) => metresToPlace(one, position))
          .filter((far) => far <= metres)
          .map(rounded)
          .sort((a, b) => a! - b!);
        const near = index.within(position, metres, tag, 5).map((one) => rounded(one.metres));
        found += near.length;
        expect(near).toEqual(all);
        if (tag) expect(rounded(index.nearest(position, tag, metres, 5)?.metres)).toBe(all[0]);
      }
    }
    places = places.flatMap((one) => {
      if (random() > 0.03) return [one];
      return random() < 0.3 ? [] : [{ ...one, name: `moved ${edit}`, shape: generatePlaces(20, random)[19]!.shape }];
    });
    index = buildPlacesIndex(places, index);
  }
  expect(found).toBeGreaterThan(400);
});

test('where a look goes all around the Earth, places on the other side of the antimeridian are found too', () => {
  const circle = (id: string, lat: number, lon: number, radiusMetres: number) =>
    place(id, { type: 'circle', centre: { lat, lon }, radiusMetres }, { centre: { lat, lon } });
  const index = buildPlacesIndex([
    circle('camp', 89.999, -91, 50),
    circle('hut', 89.999, 91, 50),
    circle('sea', 60, -170, 900_000),
    circle('land', 60, 170, 900_000),
  ]);
  const near = (lat: number, lon: number, metres: number) =>
    index
      .within({ lat, lon }, metres)
      .map(({ place: { id } }) => id)
      .sort();
  for (const lon of [-180, -90, 0, 90, 180]) expect([lon, near(90, lon, 100)]).toEqual([lon, ['camp', 'hut']]);
  expect(near(60, 160, 2_000_000)).toEqual(['land', 'sea']);
  expect(near(60, -160, 2_000_000)).toEqual(['land', 'sea']);
});

test('a look of some metres finds what is just beyond the antimeridian, from either side', () => {
  const circle = (id: string, lon: number) =>
    place(id, { type: 'circle', centre: { lat: 52, lon }, radiusMetres: 10 }, { centre: { lat: 52, lon } });
  const index = buildPlacesIndex([circle('east', 179.9999), circle('west', -179.9999)]);
  for (const lon of [179.9998, -179.9998])
    expect(
      index
        .within({ lat: 52, lon }, 50)
        .map(({ place: { id } }) => id)
        .sort(),
    ).toEqual(['east', 'west']);
});

test('the distance to an edge is told from both sides, and not beyond the bound', () => {
  const ring = place('ring', polygon(box(0, 0, 10, 10), box(4, 4, 6, 6).reverse()));
  const index = buildPlacesIndex([ring]);
  const [kept] = index.places.values();
  const edge = (lat: number, lon: number, most: number) => Math.round(index.metresToEdge(kept!, { lat, lon }, most));
  expect([edge(0.001, 5, 1_000), edge(-0.001, 5, 1_000), edge(0.001, 5, 100)]).toEqual([
    111,
    111,
    Number.POSITIVE_INFINITY,
  ]);
  expect([edge(4.001, 5, 1_000), edge(3.999, 5, 1_000), edge(0, 5, 1)]).toEqual([111, 111, 0]);
  expect(index.metresTo(kept!, { lat: 5, lon: 4.01 })).toBeCloseTo(1_107.7, 0);
  expect(index.metresTo(kept!, { lat: 5, lon: 3.99 })).toBe(0);
  const world = place('world', polygon(box(-180, -80, 180, -60)));
  expect(metresToPlace(world, { lat: -59.99, lon: 10 })).toBeCloseTo(1_111.9, 0);
});

test('distances reach over the antimeridian', () => {
  const fiji = place('fiji', polygon(box(179, -1, 179.9, 1)));
  expect(metresToPlace(fiji, { lat: 0, lon: -179.9 })).toBeCloseTo(22_239, 0);
  const over = place('over', polygon(box(179.9, -1, -179.8, 1)));
  expect([metresToPlace(over, { lat: 0, lon: 180 }), metresToPlace(over, { lat: 0, lon: -179.9 })]).toEqual([0, 0]);
  expect(metresToPlace(over, { lat: 0, lon: -179.7 })).toBeCloseTo(11_119.5, 0);
});

test('distances to edges are right near the poles, where what is straight in degrees is a curve', () => {
  const random = dice(31);
  for (let i = 0; i < 60; i++) {
    const sign = i % 2 === 0 ? 1 : -1;
    const aroundPole = (metres: number): Position => ({
      lat: sign * (90 - (metres * random()) / 111_195),
      lon: 360 * random() - 180,
    });
    const [here, a, b] = [aroundPole(3_000), aroundPole(30_000), aroundPole(30_000)];
    const turn = wrapLongitude(b.lon - a.lon);
    const slowly = Array.from({ length: 20_001 }, (_, n) => n / 20_000).map((share) =>
      metresBetween(here, { lat: a.lat + share * (b.lat - a.lat), lon: a.lon + share * turn }),
    );
    const least = Math.min(...slowly);
    const edge = place(
      'edge',
      polygon([
        [a.lon, a.lat],
        [b.lon, b.lat],
        [a.lon, a.lat],
      ]),
    );
    const told = buildPlacesIndex([edge]).metresToEdge(edge, here, 100_000);
    expect([i, Math.abs(told - least) <= 0.005 * least + 3]).toEqual([i, true]);
  }
});

test('a corridor over a pole takes little more of the grid than the columns that meet there', () => {
  const line = [
    { lat: 89.998, lon: 30 },
    { lat: 90, lon: 0 },
    { lat: 89.998, lon: 90 },
  ];
  const { data } = buildGrid(geometryOf([{ shape: { type: 'corridor', line, widthMetres: 50 } }]));
  expect(data.length).toBeLessThan(100_000);
});

test('what is no position is nowhere', () => {
  const world = place('world', polygon(box(-180, -90, 180, 90)));
  for (const [lat, lon] of [
    [91, 0],
    [0, 181],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(idsAt([world], lat, lon)).toEqual([]);
  }
  expect(idsAt([], 0, 0)).toEqual([]);
});

test('the places within a distance are those that a look at every one of them finds, nearest first', () => {
  const places = generatePlaces(400, dice(4));
  const index = buildPlacesIndex(places);
  let hits = 0;
  for (const position of generatePoints(60, dice(9))) {
    const near = places
      .map((one) => ({ place: one, metres: metresToPlace(one, position) }))
      .filter(({ metres }) => metres <= 30_000)
      .sort((a, b) => a.metres - b.metres || (a.place.id < b.place.id ? -1 : 1));
    const told = (all: readonly NearbyPlace[]) => all.map(({ place: { id }, metres }) => [id, rounded(metres)]);
    expect(told(index.within(position, 30_000))).toEqual(told(near));
    expect(index.within(position, 30_000, 'nobody has it')).toEqual([]);
    hits += near.length;
  }
  expect(hits).toBeGreaterThan(60);
});
/** Millimetres: far below that one and the same distance, worked out in another order, may differ. */
function rounded(metres: number | undefined): number | undefined {
  return metres === undefined ? undefined : Math.round(metres * 1e3);
}
