import { cross, type Edge, edgeOf, edgesOf, meetingPoint, sweepPairs } from '../crossings.ts';
import { sideOf } from '../orientation.ts';
import type { Points } from '../unroll-ring.ts';

type Point = readonly [x: number, y: number];

/** Edges that meet at their ends alone, and about where those they came from crossed. */
export interface NodedRings {
  readonly edges: readonly Edge[];
  readonly crossings: readonly Point[];
}

/**
 * A crossing is put on a number that floats have, which may make another one; more often than this nothing gets simpler
 * any more.
 */
const MOST_ROUNDS = 24;
/** Three edges that meant to meet in one point meet in three that are a hair apart: on a grid they are one. */
const ROUNDS_ON_GRID = 8;
const GRID = 1e9;

/** Edges that one outline may become: one that is scribbled all over is none. */
const MOST_TIMES = 4;
const MOST_MORE = 10_000;

/**
 * Divides the edges of rings wherever they cross, touch or run along each other, on a grid of a tenth of a millimetre.
 * Undefined: that came to no end.
 */
export function nodeRings(rings: readonly Points[]): NodedRings | undefined {
  let edges = rings.flatMap((points, ring) => edgesOf(points.map(snapToGrid), ring));
  const most = MOST_TIMES * edges.length + MOST_MORE;
  const crossings: Point[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const cuts = new Map<Edge, Point[]>();
    let room = most - edges.length;
    const cut = (edge: Edge, at: Point) => {
      if ((at[0] === edge.ax && at[1] === edge.ay) || (at[0] === edge.bx && at[1] === edge.by)) return;
      const known = cuts.get(edge);
      if (known) known.push(at);
      else cuts.set(edge, [at]);
      room--;
    };
    sweepPairs([...edges], (edge, other) => {
      if (cross(edge, other)) {
        const at = round < ROUNDS_ON_GRID ? snapToGrid(meetingPoint(edge, other)) : meetingPoint(edge, other);
        if (round === 0) crossings.push(at);
        cut(edge, at);
        cut(other, at);
      } else {
        for (const end of endsOf(edge)) if (isOn(other, end)) cut(other, end);
        for (const end of endsOf(other)) if (isOn(edge, end)) cut(edge, end);
      }
      return room < 0;
    });
    if (room < 0) return undefined;
    if (cuts.size === 0) return { edges, crossings };
    edges = edges.flatMap((edge) => divideEdge(edge, cuts.get(edge) ?? []));
  }
  return undefined;
}

function snapToGrid([x, y]: Point): Point {
  return [Math.round(x * GRID) / GRID, Math.round(y * GRID) / GRID];
}

function endsOf({ ax, ay, bx, by }: Edge): readonly Point[] {
  return [
    [ax, ay],
    [bx, by],
  ];
}

/** Exactly on it, and not at an end. */
function isOn({ ax, ay, bx, by, west, east, south, north }: Edge, [x, y]: Point): boolean {
  if (x < west || x > east || y < south || y > north) return false;
  if ((x === ax && y === ay) || (x === bx && y === by)) return false;
  return sideOf(ax, ay, bx, by, x, y) === 0;
}

function divideEdge(edge: Edge, cuts: readonly Point[]): Edge[] {
  if (cuts.length === 0) return [edge];
  const { ax, ay, bx, by, ring, after } = edge;
  const along = ([x, y]: Point) => (x - ax) * (bx - ax) + (y - ay) * (by - ay);
  const points = [[ax, ay] as Point, ...[...cuts].sort((a, b) => along(a) - along(b)), [bx, by] as Point];
  const pieces: Edge[] = [];
  for (let i = 1; i < points.length; i++) {
    const [[x, y], [toX, toY]] = [points[i - 1]!, points[i]!];
    if (x !== toX || y !== toY) pieces.push(edgeOf(x, y, toX, toY, ring, after));
  }
  return pieces;
}
