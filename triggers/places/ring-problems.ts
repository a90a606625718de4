import { eastward, poleHeldBy } from './chains.ts';
import type { Ring } from './contract.ts';

/** Points of one polygon at most; more say nothing that a customer's position could tell apart. */
export const MOST_POINTS = 20_000;

/** What is wrong with a polygon's rings, with where and how to mend it. A ring that is wound the other way is not wrong. */
export function* polygonProblems(rings: readonly Ring[]): Generator<{ at: string; expected: string }> {
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (points > MOST_POINTS) {
    yield { at: '', expected: `at most ${MOST_POINTS} points, got ${points}; simplify the outline` };
    return;
  }
  let isSound = true;
  for (const [r, ring] of rings.entries()) {
    for (const expected of ringProblems(ring)) {
      isSound = false;
      yield { at: `[${r}]`, expected };
    }
  }
  if (!isSound || poleHeldBy(rings[0]!)) return;
  const outline = unrolled(rings[0]!);
  for (const [h, hole] of rings.slice(1).entries()) {
    const first = hole[0]!;
    const lon = outline[0]![0] + eastward(rings[0]![0]![0], first[0]);
    if (!isWithin(outline, lon, first[1])) {
      yield {
        at: `[${h + 1}]`,
        expected: 'a hole inside the first ring; a separate area is a polygon of its own in a MultiPolygon',
      };
    }
  }
}

function* ringProblems(ring: Ring): Generator<string> {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (ring.length < 4) {
    yield `a ring of at least four positions, the last the same as the first; got ${ring.length}`;
    return;
  }
  if (first[0] !== last[0] || first[1] !== last[1]) {
    yield `a closed ring: it ends at [${last}], add its first position [${first}] at the end`;
    return;
  }
  const points = unrolled(ring);
  const crossing = firstCrossing(points);
  if (crossing) {
    const [a, b] = crossing;
    yield `a ring that does not cross itself: the edges after positions ${a} and ${b} cross near [${ring[a]}]; put the positions in order along the outline`;
  } else if (!poleHeldBy(ring) && areaOf(points) === 0) yield 'a ring with an area';
}

type Points = readonly (readonly [x: number, y: number])[];

/** A ring with longitudes that go on over the antimeridian instead of jumping. */
export function unrolled(ring: Ring): Points {
  let x = ring[0]![0];
  return ring.map(([lon, lat], i) => {
    if (i > 0) x += eastward(ring[i - 1]![0], lon);
    return [x, lat] as const;
  });
}

/** Twice the signed area: above 0 when it goes round anticlockwise. */
export function areaOf(points: Points): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += points[i - 1]![0] * points[i]![1] - points[i]![0] * points[i - 1]![1];
  }
  return sum;
}

interface Edge {
  readonly from: number;
  readonly west: number;
  readonly east: number;
}

/** Two edges of a ring that meet where they should not. A sweep from west to east: only edges above each other are compared. */
function firstCrossing(points: Points): readonly [number, number] | undefined {
  const edges: Edge[] = [];
  for (let from = 0; from + 1 < points.length; from++) {
    const [a, b] = [points[from]![0], points[from + 1]![0]];
    if (a === b && points[from]![1] === points[from + 1]![1]) continue;
    edges.push({ from, west: Math.min(a, b), east: Math.max(a, b) });
  }
  edges.sort((a, b) => a.west - b.west);
  let open: Edge[] = [];
  for (const edge of edges) {
    open = open.filter(({ east }) => east >= edge.west);
    for (const other of open) {
      if (meet(points, edge.from, other.from))
        return [Math.min(edge.from, other.from), Math.max(edge.from, other.from)];
    }
    open.push(edge);
  }
  return undefined;
}

function meet(points: Points, i: number, j: number): boolean {
  const [a, b, c, d] = [points[i]!, points[i + 1]!, points[j]!, points[j + 1]!];
  const turn = (p: Points[number], q: Points[number], r: Points[number]) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const [c1, d1, a1, b1] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  // Edges that only touch at an end are neighbours, or a corner on another edge, which still tells inside from outside.
  return c1 * d1 < 0 && a1 * b1 < 0;
}

/** Even-odd rule. */
function isWithin(points: Points, x: number, y: number): boolean {
  let isInside = false;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside;
}
