import type { Ring } from './contract.ts';
import { firstCrossing } from './crossings.ts';
import { type Geometry, geometryOf } from './geometry.ts';
import { crossesNorthOf } from './item-test.ts';
import { type Points, unrollRing, wrapToMap } from './unroll-ring.ts';

/** Finds problems of the holes of a polygon whose rings are valid, each with its place and how to mend it. */
export function* holeProblems(rings: readonly Ring[]): Generator<{ at: string; expected: string }> {
  if (rings.length === 1) return;
  const outline = unrollRing(rings[0]!);
  const holes = rings.slice(1).flatMap((ring, h) => turnsOf(ring, outline).map((points) => ({ h: h + 1, points })));
  const crossing = firstCrossing([outline, ...holes.map(({ points }) => points)]);
  if (crossing) {
    const [a, b] = crossing.rings.map((r) => (r === 0 ? 0 : holes[r - 1]!.h)) as [number, number];
    yield {
      at: `[${b}]`,
      expected: `a hole that does not cross ${a === 0 ? 'the outline' : `hole [${a}]`}; they cross near [${crossing.at}]`,
    };
    return;
  }
  const areas = rings.map((ring) => ({ ring, edges: new RingEdges(ring), bounds: boundsOf(ring) }));
  for (const [h, { ring, bounds }] of areas.entries()) {
    if (h === 0) continue;
    const where = wheresOf(ring, areas[0]!.edges);
    if (where.has('outside') || !where.has('inside')) {
      yield {
        at: `[${h}]`,
        expected: 'a hole inside the first ring; a separate area is a polygon of its own in a MultiPolygon',
      };
    }
    const around = areas.findIndex(
      (other, o) => o > 0 && o !== h && overlap(bounds, other.bounds) && isIn(ring, other.edges),
    );
    if (around > 0) yield { at: `[${h}]`, expected: `a hole outside of hole [${around}]; make them one` };
  }
}

/** A hole where it lies within the turn of the Earth that the outline is drawn in. */
function turnsOf(hole: Ring, outline: Points): Points[] {
  const [west, east] = extent(outline);
  const [holeWest, holeEast] = extent(unrollRing(hole));
  return [-360, 0, 360]
    .filter((turn) => holeWest + turn <= east && holeEast + turn >= west)
    .map((turn) => unrollRing(hole, turn));
}

function extent(points: Points): readonly [west: number, east: number] {
  return points.reduce(([west, east], [x]) => [Math.min(west, x), Math.max(east, x)], [Infinity, -Infinity]);
}

interface Bounds {
  readonly south: number;
  readonly north: number;
}

function boundsOf(ring: Ring): Bounds {
  const lats = ring.map(([, lat]) => lat);
  return { south: lats.reduce((a, b) => Math.min(a, b)), north: lats.reduce((a, b) => Math.max(a, b)) };
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.south <= b.north && b.south <= a.north;
}

/** A ring on the flat map, to ask where points are. */
class RingEdges {
  readonly #geometry: Geometry;

  constructor(ring: Ring) {
    this.#geometry = geometryOf([{ shape: { type: 'polygon', polygons: [[ring]] } }]);
  }

  whereIs(x: number, y: number): 'inside' | 'outside' | 'edge' {
    const { xy, isLast, northInside } = this.#geometry;
    let inside = northInside[0] === 1;
    for (let part = 0; part < isLast.length; part++) {
      if (isLast[part] === 1) continue;
      const crossed = crossesNorthOf(xy, part, x, y);
      if (crossed === undefined) return 'edge';
      if (crossed) inside = !inside;
    }
    return inside ? 'inside' : 'outside';
  }
}

/** Where the corners and the middles of the edges of a ring are. */
function wheresOf(ring: Ring, edges: RingEdges): ReadonlySet<string> {
  const wheres = new Set<string>();
  const points = unrollRing(ring);
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
    for (const [x, y] of [ring[i]!, [wrapToMap((ax + bx) / 2), (ay + by) / 2] as const])
      wheres.add(edges.whereIs(x, y));
  }
  return wheres;
}

function isIn(ring: Ring, other: RingEdges): boolean {
  const wheres = wheresOf(ring, other);
  return wheres.has('inside') || !wheres.has('outside');
}
