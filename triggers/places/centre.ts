import type { Position, Ring, Shape } from './contract.ts';
import { areaOf, unrolled } from './ring-problems.ts';

/** A point to stand for a shape: a circle's centre, the middle of a corridor's line, the centroid of the largest polygon. */
export function centreOf(shape: Shape): Position {
  if (shape.type === 'circle') return shape.centre;
  if (shape.type === 'corridor') return shape.line[Math.floor(shape.line.length / 2)]!;
  const outlines = shape.polygons.map(([outline]) => outline!);
  return centroidOf(outlines.reduce((largest, ring) => (sizeOf(ring) > sizeOf(largest) ? ring : largest)));
}

function sizeOf(ring: Ring): number {
  return Math.abs(areaOf(unrolled(ring)));
}

// https://en.wikipedia.org/wiki/Centroid#Of_a_polygon, about the first point for precision.
function centroidOf(ring: Ring): Position {
  const points = unrolled(ring);
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
  if (area === 0) return { lat: y0, lon: x0 };
  const lon = x0 + x / (3 * area);
  return { lat: y0 + y / (3 * area), lon: ((((lon + 180) % 360) + 360) % 360) - 180 };
}
