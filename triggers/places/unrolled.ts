import { eastward } from './chains.ts';
import type { Ring } from './contract.ts';

/** Points on a flat map that goes on to the east and west of the antimeridian. */
export type Points = readonly (readonly [x: number, y: number])[];

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
  const [x0, y0] = points[0]!;
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

/** The longitude from -180 to 180 that is the same meridian; one that is in there already stays as it is. */
export function onMap(x: number): number {
  return x > 180 ? onMap(x - 360) : x < -180 ? onMap(x + 360) : x;
}
