import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ring } from '../contract.ts';
import { parsePlaces } from '../parse-places.ts';
import { buildPlacesIndex } from '../places-index.ts';
import { unrollRing } from '../unroll-ring.ts';
import { mendPolygon } from './mend-polygon.ts';

type Polygons = readonly (readonly Ring[])[];

const SQUARE: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];

function placeOf(polygons: Polygons) {
  const geometry = { type: 'MultiPolygon', coordinates: polygons };
  return parsePlaces('p', { type: 'Feature', properties: { id: 'a' }, geometry }, () => 'UTC');
}

function holds(polygons: Polygons): (lon: number, lat: number) => boolean {
  const { places, problems } = placeOf(polygons);
  expect(problems).toEqual([]);
  const index = buildPlacesIndex(places);
  return (lon, lat) => index.holding({ lat, lon }, 0).length > 0;
}

/** How many times a ring goes around a point, on the flat map, as it is written in books. */
function windingOf(ring: Ring, x: number, y: number): number {
  const points = unrollRing(ring);
  let winding = 0;
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
    if (ay <= y === by <= y) continue;
    const isRight = ax + ((bx - ax) * (y - ay)) / (by - ay) > x;
    if (isRight) winding += by > ay ? 1 : -1;
  }
  return winding;
}

const ringFrom = (point: fc.Arbitrary<readonly [number, number]>, most: number) =>
  fc.array(point, { minLength: 3, maxLength: most }).map((points): Ring => [...points, points[0]!]);
const lattice = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
const anywhere = fc.tuple(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0, max: 8, noNaN: true }));
const broken = fc.oneof(ringFrom(lattice, 12), ringFrom(anywhere, 24));
const within = fc.tuple(fc.double({ min: -1, max: 9, noNaN: true }), fc.double({ min: -1, max: 9, noNaN: true }));
/** Off every edge by more than slivers are thick. */
const isOff = (ring: Ring, x: number, y: number) =>
  ring.every((to, i) => {
    if (i === 0) return true;
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, to];
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
    return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)) > 1e-3;
  });

test('whatever the outline, what is mended passes the checks and holds what the outline goes around', () => {
  fc.assert(
    fc.property(broken, fc.array(within, { minLength: 20, maxLength: 20 }), (ring, points) => {
      const { polygons } = mendPolygon([ring]);
      const isHeld = polygons.length > 0 ? holds(polygons) : () => false;
      for (const [x, y] of points) if (isOff(ring, x, y)) expect(isHeld(x, y)).toBe(windingOf(ring, x, y) !== 0);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever the holes, what is mended holds what the outline goes around and no hole does', () => {
  const simple = fc.tuple(anywhere, fc.double({ min: 0.1, max: 3, noNaN: true })).map(([[x, y], size]): Ring => {
    const corners: Ring = [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ];
    return corners;
  });
  fc.assert(
    fc.property(
      broken,
      fc.array(simple, { minLength: 1, maxLength: 3 }),
      fc.array(within, { minLength: 20, maxLength: 20 }),
      (ring, holes, points) => {
        const { polygons } = mendPolygon([ring, ...holes]);
        const isHeld = polygons.length > 0 ? holds(polygons) : () => false;
        for (const [x, y] of points) {
          if (![ring, ...holes].every((one) => isOff(one, x, y))) continue;
          expect(isHeld(x, y)).toBe(windingOf(ring, x, y) !== 0 && holes.every((hole) => windingOf(hole, x, y) === 0));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('an outline that is smaller than a centimetre is dropped, whatever its numbers', () => {
  const tiny: Ring = [
    [0, 1e-8],
    [0, 0],
    [1e-8, 0],
    [2.5e-315, 0],
    [0, 1e-8],
  ];
  expect(mendPolygon([tiny])).toEqual({
    polygons: [],
    mendings: [{ ring: 0, what: 'had no area: dropped', lostSquareMetres: 0 }],
  });
});

test('a part that is too small to mend is dropped, and told', () => {
  const spike: Ring = [
    [0, 1.0000001383618367e-9],
    [0, 0],
    [0.0000019009771140758606, 0],
    [3.143285439668148e-8, 0],
    [0, 0],
    [0, 1.0000001383618367e-9],
  ];
  const { polygons, mendings } = mendPolygon([spike]);
  expect(polygons).toEqual([]);
  expect(mendings.at(-1)?.what).toMatch(/dropped$/);
});

test('a polygon that is right is the same, number for number, and nothing is said', () => {
  const hole: Ring = [
    [2, 2],
    [2, 4],
    [4, 4],
    [4, 2],
    [2, 2],
  ];
  expect(mendPolygon([SQUARE, hole])).toEqual({ polygons: [[SQUARE, hole]], mendings: [] });
});

test('a sliver at a corner is dropped, and told with where and how much it was', () => {
  // The outline runs a hair past its corner and comes back.
  const ring: Ring = [
    [0, 0],
    [0.01, 0],
    [0.01, 0.01],
    [-0.00002, 0.01],
    [0.00001, 0.01001],
    [0, 0],
  ];
  const { polygons, mendings } = mendPolygon([ring]);
  expect(polygons).toHaveLength(1);
  expect(placeOf(polygons).problems).toEqual([]);
  expect(mendings).toEqual([
    { ring: 0, what: expect.stringMatching(/^crossed itself near \[.*\]: made 1 polygon of it$/) },
    { ring: 0, what: 'had 1 sliver: dropped', lostSquareMetres: expect.closeTo(1.85, 1) },
  ]);
});

test('a figure of eight becomes two polygons, a path drawn twice stays one, and a spike goes', () => {
  const eight: Ring = [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 10],
    [0, 0],
  ];
  expect(mendPolygon([eight]).polygons).toHaveLength(2);
  const twice: Ring = [
    [0, 0],
    [10, 0],
    [12, 12],
    [0, 10],
    [-1, -1],
    [11, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ];
  const held = holds(mendPolygon([twice]).polygons);
  expect([held(5, 5), held(11, 11), held(20, 5)]).toEqual([true, true, false]);
});

test('rings that are open, wound the wrong way or have positions twice are put in order, each told', () => {
  const open: Ring = [
    [0, 0],
    [0, 0],
    [0, 10],
    [10, 10],
    [10, 0],
  ];
  const { polygons, mendings } = mendPolygon([open]);
  expect(holds(polygons)(5, 5)).toBe(true);
  expect(mendings.map(({ what }) => what)).toEqual([
    'had 1 position twice: dropped',
    'was not closed: its first position [0,0] was added at the end',
    'was wound the other way: turned',
  ]);
});

test('holes that cross the outline, each other, or lie outside are cut to what lies inside', () => {
  const box = (x: number, y: number, size: number): Ring => [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
  const { polygons } = mendPolygon([SQUARE, box(8, 8, 5), box(1, 1, 3), box(3, 3, 3), box(20, 20, 2)]);
  const held = holds(polygons);
  expect([held(9, 9), held(2, 2), held(5, 5), held(3.5, 3.5), held(7, 7), held(21, 21)]).toEqual([
    false,
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('longitudes that go on over 180 are brought back, and what crosses itself over the antimeridian is divided there', () => {
  const beyond: Ring = [
    [170, 0],
    [190, 0],
    [190, 10],
    [170, 10],
    [170, 0],
  ];
  const wrapped = mendPolygon([beyond]);
  expect(
    [
      [175, 5],
      [-175, 5],
      [165, 5],
    ].map(([x, y]) => holds(wrapped.polygons)(x!, y!)),
  ).toEqual([true, true, false]);
  expect(wrapped.mendings).toEqual([{ ring: 0, what: 'had 2 longitudes beyond 180: brought into range' }]);
  const eight: Ring = [
    [178, 0],
    [-178, 4],
    [-178, 0],
    [178, 4],
    [178, 0],
  ];
  const held = holds(mendPolygon([eight]).polygons);
  expect([held(178.5, 2), held(-178.5, 2), held(180, 3.5)]).toEqual([true, true, false]);
});

test('what holds nothing is gone, and what goes around a pole is left for the checks', () => {
  expect(
    mendPolygon([
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
    ]),
  ).toMatchObject({ polygons: [], mendings: [{ what: 'had no area: dropped' }] });
  const around: Ring = [
    [0, 70],
    [120, 70],
    [-120, 70],
    [10, 80],
    [10, 60],
    [0, 70],
  ];
  expect(mendPolygon([around]).polygons).toEqual([[around]]);
});
