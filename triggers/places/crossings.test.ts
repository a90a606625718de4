import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cross, edgesOf, firstCrossing } from './crossings.ts';
import { sideOf } from './orientation.ts';

const lattice = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
  minLength: 3,
  maxLength: 12,
});
const anywhere = fc.array(
  fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })),
  {
    minLength: 3,
    maxLength: 30,
  },
);

test('a crossing is found exactly where a look at every two edges finds one, touching edges among them', () => {
  fc.assert(
    fc.property(fc.oneof(lattice, anywhere), fc.oneof(lattice, anywhere), (one, other) => {
      const rings = [one, other].map((points) => [...points, points[0]!]);
      const edges = rings.flatMap(edgesOf);
      const crossing = edges.flatMap((e, i) =>
        edges
          .slice(i + 1)
          .filter((f) => isCrossed(e, f))
          .map((f) => [e, f]),
      );
      const found = firstCrossing(rings);
      expect(found !== undefined).toBe(crossing.length > 0);
      if (!found) return;
      const [e, f] = found.rings.map(
        (ring, i) => edges.find((edge) => edge.ring === ring && edge.after === found.after[i])!,
      );
      expect(isCrossed(e!, f!)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

type Edge = ReturnType<typeof edgesOf>[number];

/** By the sides that the ends of each lie on, as it is written in books. */
function isCrossed(e: Edge, f: Edge): boolean {
  const signs = [
    Math.sign(sideOf(e.ax, e.ay, e.bx, e.by, f.ax, f.ay)) * Math.sign(sideOf(e.ax, e.ay, e.bx, e.by, f.bx, f.by)),
    Math.sign(sideOf(f.ax, f.ay, f.bx, f.by, e.ax, e.ay)) * Math.sign(sideOf(f.ax, f.ay, f.bx, f.by, e.bx, e.by)),
  ];
  return signs.every((sign) => sign < 0);
}

test('edges that share an end, run along each other or end on each other do not cross', () => {
  const [e] = edgesOf(
    [
      [0, 0],
      [10, 0],
    ],
    0,
  );
  const touching = [
    [
      [10, 0],
      [5, 5],
    ],
    [
      [2, 0],
      [8, 0],
    ],
    [
      [5, 0],
      [5, 9],
    ],
    [
      [0, 0],
      [10, 0],
    ],
    [
      [12, -1],
      [12, 1],
    ],
  ] as const;
  for (const points of touching) expect(cross(e!, edgesOf(points, 1)[0]!)).toBe(false);
  expect(
    cross(
      e!,
      edgesOf(
        [
          [5, -1],
          [5, 1],
        ],
        1,
      )[0]!,
    ),
  ).toBe(true);
});
