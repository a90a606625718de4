import { turnOf } from './chains.ts';
import type { Ring } from './contract.ts';

/** Points on a flat map that goes on to the east and west of the antimeridian. */
export type Points = readonly (readonly [x: number, y: number])[];

/**
 * A ring with longitudes that go on over the antimeridian instead of jumping; it begins some turns of the Earth from
 * where it is.
 */
export function unrollRing(ring: Ring, firstTurn = 0): Points {
  let turn = firstTurn;
  return ring.map(([lon, lat], i) => {
    if (i > 0) turn += turnOf(ring[i - 1]![0], lon);
    // Not a sum of steps, each rounded: a ring ends exactly where it began.
    return [lon + turn, lat] as const;
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
export function wrapToMap(x: number): number {
  return x > 180 ? wrapToMap(x - 360) : x < -180 ? wrapToMap(x + 360) : x;
}
