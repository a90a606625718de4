import type { Points } from '../unroll-ring.ts';
import { areaOf } from '../unroll-ring.ts';
import type { Faces, HalfEdge } from './faces.ts';

/**
 * The rings around what is inside: a polygon for each connected part, its outline first, anticlockwise, then its holes,
 * clockwise.
 */
export function outlinesOf({ halves, around, sameFace }: Faces): readonly (readonly Points[])[] {
  // Non-zero: inside is what the outline goes around at all, however often, and no hole does.
  const isInside = (half: HalfEdge) => {
    const { outline, hole } = around[sameFace(half.face)]!;
    return outline !== 0 && hole === 0;
  };
  const isEdge = (half: HalfEdge) => isInside(half) && !isInside(half.twin);
  const parts = joinFaces(
    halves.filter((half) => isInside(half) && isInside(half.twin)),
    sameFace,
  );
  const polygons = new Map<number, { outlines: Points[]; holes: Points[] }>();
  const seen = new Set<HalfEdge>();
  for (const half of halves) {
    if (seen.has(half) || !isEdge(half)) continue;
    const part = parts(half.face);
    const polygon = polygons.get(part) ?? { outlines: [], holes: [] };
    polygons.set(part, polygon);
    for (const ring of simpleRings(walk(half, isEdge, seen))) {
      (areaOf(ring) > 0 ? polygon.outlines : polygon.holes).push(ring);
    }
  }
  return [...polygons.values()].flatMap(({ outlines, holes }) => {
    const [largest, ...others] = outlines.sort((a, b) => areaOf(b) - areaOf(a));
    return largest ? [[largest, ...holes], ...others.map((ring) => [ring])] : [];
  });
}

/** Which faces are one, over edges that bound nothing. */
function joinFaces(inner: readonly HalfEdge[], sameFace: (face: number) => number): (face: number) => number {
  const parent = new Map<number, number>();
  const find = (face: number): number => {
    let at = sameFace(face);
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  for (const { face, twin } of inner) {
    const [a, b] = [find(face), find(twin.face)];
    if (a !== b) parent.set(a, b);
  }
  return find;
}

/** From edge to edge with the inside to the left, back to where it began. */
function walk(first: HalfEdge, isEdge: (half: HalfEdge) => boolean, seen: Set<HalfEdge>): Points {
  const points: (readonly [number, number])[] = [];
  let half = first;
  do {
    seen.add(half);
    points.push([half.ax, half.ay]);
    half = half.next;
    while (!isEdge(half)) half = half.twin.next;
  } while (half !== first);
  return points;
}

/** Taken apart wherever it comes to a point once more; each ring is closed. */
function simpleRings(points: Points): Points[] {
  const rings: Points[] = [];
  const path: (readonly [number, number])[] = [];
  const at = new Map<string, number>();
  for (const point of points) {
    const key = `${point[0]},${point[1]}`;
    const before = at.get(key);
    if (before !== undefined) {
      const loop = path.splice(before);
      for (const [x, y] of loop) at.delete(`${x},${y}`);
      rings.push([...loop, loop[0]!]);
    }
    at.set(key, path.length);
    path.push(point);
  }
  if (path.length > 0) rings.push([...path, path[0]!]);
  return rings.filter(({ length }) => length > 3);
}
