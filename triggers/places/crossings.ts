import { sideOf } from './orientation.ts';
import type { Points } from './unroll-ring.ts';

/** Two edges that cross: of which ring, after which of its positions; and about where. */
export interface EdgeCrossing {
  readonly rings: readonly [number, number];
  readonly after: readonly [number, number];
  readonly at: readonly [lon: number, lat: number];
}

/** An edge of a ring, after one of its positions. */
export interface Edge {
  readonly ring: number;
  readonly after: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/**
 * The first crossing among the edges of some rings, from west to east; undefined when there is none. Edges that only
 * touch, at an end or along each other, do not cross.
 */
export function firstCrossing(rings: readonly Points[]): EdgeCrossing | undefined {
  let found: EdgeCrossing | undefined;
  sweepPairs(rings.flatMap(edgesOf), (edge, other) => {
    if (!cross(edge, other)) return false;
    const isFirst = edge.ring < other.ring || (edge.ring === other.ring && edge.after < other.after);
    const [first, second] = isFirst ? [edge, other] : [other, edge];
    found = { rings: [first.ring, second.ring], after: [first.after, second.after], at: meetingOf(first, second) };
    return true;
  });
  return found;
}

/**
 * Shows every two edges whose boxes meet, from west to east, until `look` says that it has seen enough. Sorts the
 * edges.
 */
export function sweepPairs(edges: Edge[], look: (edge: Edge, other: Edge) => boolean): void {
  const slack = sortByWest(edges);
  const open: Edge[] = [];
  for (const edge of edges) {
    let kept = 0;
    const west = edge.west - slack;
    for (let i = 0; i < open.length; i++) {
      const other = open[i]!;
      if (other.east < west) continue;
      open[kept++] = other;
      if (other.south > edge.north || other.north < edge.south) continue;
      if (look(edge, other)) return;
    }
    open.length = kept;
    open.push(edge);
  }
}

/** Bits of a number that say which edge it is of. */
const MOST_SORTED = 2 ** 16;
const STEPS = 2 ** 36;

/**
 * Sorts edges from west to east, as nearly as this gives back: one may stand before another that begins so much further
 * west. Numbers alone are sorted, each a longitude in steps with its edge behind it (`npm run bench -- outlines`: a
 * tenth of the checks).
 */
function sortByWest(edges: Edge[]): number {
  if (edges.length > MOST_SORTED) {
    edges.sort((a, b) => a.west - b.west);
    return 0;
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { west } of edges) {
    if (west < least) least = west;
    if (west > most) most = west;
  }
  const step = (most - least) / (STEPS - 1) || 1;
  const keys = new Float64Array(edges.length);
  for (let i = 0; i < edges.length; i++) {
    keys[i] = Math.floor((edges[i]!.west - least) / step) * MOST_SORTED + i;
  }
  keys.sort();
  const unsorted = edges.slice();
  for (let i = 0; i < keys.length; i++) edges[i] = unsorted[keys[i]! % MOST_SORTED]!;
  return 2 * step;
}

/** The edges of a ring, but for those without a length. */
export function edgesOf(points: Points, ring: number): Edge[] {
  const edges: Edge[] = [];
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    if (ax !== bx || ay !== by) edges.push(edgeOf(ax, ay, bx, by, ring, i - 1));
  }
  return edges;
}

/** An edge with the box around it. */
export function edgeOf(ax: number, ay: number, bx: number, by: number, ring: number, after: number): Edge {
  const [west, east] = ax < bx ? [ax, bx] : [bx, ax];
  const [south, north] = ay < by ? [ay, by] : [by, ay];
  return { ring, after, ax, ay, bx, by, west, east, south, north };
}

/** Whether two edges cross; not whether they touch. */
export function cross(e: Edge, f: Edge): boolean {
  const a = sideOf(e.ax, e.ay, e.bx, e.by, f.ax, f.ay);
  if (a === 0) return false;
  const b = sideOf(e.ax, e.ay, e.bx, e.by, f.bx, f.by);
  if (b === 0 || a > 0 === b > 0) return false;
  const c = sideOf(f.ax, f.ay, f.bx, f.by, e.ax, e.ay);
  if (c === 0) return false;
  const d = sideOf(f.ax, f.ay, f.bx, f.by, e.bx, e.by);
  return d !== 0 && c > 0 !== d > 0;
}

function meetingOf(e: Edge, f: Edge): readonly [number, number] {
  const round = (n: number) => Math.round(n * 1e6) / 1e6;
  const [lon, lat] = meetingPoint(e, f);
  return [round(lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon), round(lat)];
}

/** Where two edges that cross do so, as nearly as floats tell. */
export function meetingPoint(e: Edge, f: Edge): readonly [lon: number, lat: number] {
  const [a, b] = [sideOf(f.ax, f.ay, f.bx, f.by, e.ax, e.ay), sideOf(f.ax, f.ay, f.bx, f.by, e.bx, e.by)];
  const share = a / (a - b);
  return [e.ax + share * (e.bx - e.ax), e.ay + share * (e.by - e.ay)];
}
