import { poleHeldBy } from './chains.ts';
import type { Position, Ring, Shape } from './contract.ts';
import { geometryOf } from './geometry.ts';
import { polygonHolds } from './item-test.ts';
import { areaOf, type Points, unrollRing, wrapToMap } from './unroll-ring.ts';

/**
 * A point of a shape that stands for it: a circle's centre, a corner near the middle of a corridor's line, the centroid
 * of the largest polygon or, where that lies outside, the middle of its widest part.
 */
export function centreOf(shape: Shape): Position {
  if (shape.type === 'circle' || shape.type === 'point') return shape.centre;
  if (shape.type === 'corridor') return shape.line[Math.floor(shape.line.length / 2)]!;
  const rings = shape.polygons.reduce((largest, other) => (sizeOf(other[0]!) > sizeOf(largest[0]!) ? other : largest));
  const geometry = geometryOf([{ shape: { type: 'polygon', polygons: [rings] } }]);
  const holds = ({ lat, lon }: Position) => polygonHolds(geometry, 0, lon, lat);
  const first = poleHeldBy(rings[0]!) ? poleOf(rings[0]!) : centroidOf(unrollRing(rings[0]!));
  return holds(first) ? first : (widest(rings, holds) ?? positionOf(rings[0]![0]!));
}

function sizeOf(ring: Ring): number {
  return poleHeldBy(ring) ? Number.POSITIVE_INFINITY : Math.abs(areaOf(unrollRing(ring)));
}

function poleOf(ring: Ring): Position {
  return { lat: poleHeldBy(ring) === 'north' ? 90 : -90, lon: 0 };
}

// https://en.wikipedia.org/wiki/Centroid#Of_a_polygon, about the first point for precision.
function centroidOf(points: Points): Position {
  const [x0, y0] = points[0]!;
  let [x, y, area] = [0, 0, 0];
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = [points[i - 1]![0] - x0, points[i - 1]![1] - y0];
    const [bx, by] = [points[i]![0] - x0, points[i]![1] - y0];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area === 0
    ? { lat: y0, lon: wrapToMap(x0) }
    : { lat: y0 + y / (3 * area), lon: wrapToMap(x0 + x / (3 * area)) };
}

const LINES = 16;

/** The middle of the widest stretch inside, on some lines from south to north. */
function widest(rings: readonly Ring[], holds: (position: Position) => boolean): Position | undefined {
  const lats = rings[0]!.map(([, lat]) => lat);
  const south = lats.reduce((a, b) => Math.min(a, b));
  const north = lats.reduce((a, b) => Math.max(a, b));
  let best: Position | undefined;
  let bestWidth = 0;
  for (let line = 1; line < LINES; line++) {
    const lat = south + ((north - south) * line) / LINES;
    const xs = rings.flatMap((ring) => meetings(unrollRing(ring), lat)).sort((a, b) => a - b);
    for (let i = 1; i < xs.length; i++) {
      const middle = { lat, lon: wrapToMap((xs[i - 1]! + xs[i]!) / 2) };
      const width = xs[i]! - xs[i - 1]!;
      if (width > bestWidth && holds(middle)) [best, bestWidth] = [middle, width];
    }
  }
  return best;
}

/** Where a ring meets a parallel, once in each of two turns of the Earth. */
function meetings(points: Points, y: number): number[] {
  const xs: number[] = [];
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
    if (ay > y === by > y) continue;
    const x = wrapToMap(ax + ((bx - ax) * (y - ay)) / (by - ay));
    xs.push(x, x + 360);
  }
  return xs;
}

function positionOf([lon, lat]: Ring[number]): Position {
  return { lat, lon };
}
