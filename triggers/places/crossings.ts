import { sideOf } from './orientation.ts';
import type { Points } from './unrolled.ts';

/** Two edges that cross: of which ring, after which of its positions; and about where. */
export interface Crossing {
  readonly rings: readonly [number, number];
  readonly after: readonly [number, number];
  readonly at: readonly [lon: number, lat: number];
}

interface Edge {
  readonly ring: number;
  readonly after: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly west: number;
  readonly east: number;
}

/**
 * The first crossing among the edges of some rings, from west to east; undefined when there is none. Edges that only touch, at an end or
 * along each other, do not cross.
 */
export function firstCrossing(rings: readonly Points[]): Crossing | undefined {
  const edges = rings.flatMap(edgesOf).sort((a, b) => a.west - b.west);
  let open: Edge[] = [];
  for (const edge of edges) {
    open = open.filter(({ east }) => east >= edge.west);
    for (const other of open) {
      if (!cross(edge, other)) continue;
      const [first, second] =
        edge.ring < other.ring || (edge.ring === other.ring && edge.after < other.after)
          ? [edge, other]
          : [other, edge];
      return { rings: [first.ring, second.ring], after: [first.after, second.after], at: meetingOf(first, second) };
    }
    open.push(edge);
  }
  return undefined;
}

function edgesOf(points: Points, ring: number): Edge[] {
  const edges: Edge[] = [];
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
    if (ax === bx && ay === by) continue;
    edges.push({ ring, after: i - 1, ax, ay, bx, by, west: Math.min(ax, bx), east: Math.max(ax, bx) });
  }
  return edges;
}

function cross(e: Edge, f: Edge): boolean {
  if (Math.max(e.ay, e.by) < Math.min(f.ay, f.by) || Math.max(f.ay, f.by) < Math.min(e.ay, e.by)) return false;
  const fromE = sideOf(e.ax, e.ay, e.bx, e.by, f.ax, f.ay) * Math.sign(sideOf(e.ax, e.ay, e.bx, e.by, f.bx, f.by));
  if (!(fromE < 0)) return false;
  return sideOf(f.ax, f.ay, f.bx, f.by, e.ax, e.ay) * Math.sign(sideOf(f.ax, f.ay, f.bx, f.by, e.bx, e.by)) < 0;
}

function meetingOf(e: Edge, f: Edge): readonly [number, number] {
  const [a, b] = [sideOf(f.ax, f.ay, f.bx, f.by, e.ax, e.ay), sideOf(f.ax, f.ay, f.bx, f.by, e.bx, e.by)];
  const share = a / (a - b);
  const round = (n: number) => Math.round(n * 1e6) / 1e6;
  const lon = e.ax + share * (e.bx - e.ax);
  return [round(lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon), round(e.ay + share * (e.by - e.ay))];
}
