import { EARTH_METRES } from './geodesy.ts';
import type { Geometry } from './geometry.ts';
import { PIECE } from './geometry.ts';
import { sideAbove, sideOf } from './orientation.ts';

/** Whether a polygon holds a point of the flat map, its edges included: the edges north of the point are counted. */
export function polygonHolds(geometry: Geometry, item: number, x: number, y: number): boolean {
  const { xy, isLast, from, to, northInside } = geometry;
  let inside = northInside[item] === 1;
  for (let part = from[item]!; part < to[item]!; part++) {
    if (isLast[part] === 1) continue;
    const crossed = crossesNorthOf(xy, part, x, y);
    if (crossed === undefined) return true;
    if (crossed) inside = !inside;
  }
  return inside;
}

/** Whether an edge lies north of a point; undefined: the point is on it. */
export function crossesNorthOf(xy: Float64Array, part: number, x: number, y: number): boolean | undefined {
  const x1 = xy[2 * part]!;
  const y1 = xy[2 * part + 1]!;
  const x2 = xy[2 * part + 2]!;
  const y2 = xy[2 * part + 3]!;
  if (isEnd(x1, y1, x2, y2, x, y)) return undefined;
  if (x1 <= x === x2 <= x) return false;
  const side = sideOf(x1, y1, x2, y2, x, y);
  return side === 0 ? undefined : side > 0 !== x2 > x1;
}

/** Whether a point is an end of an edge, or on one that runs straight north. */
export function isEnd(x1: number, y1: number, x2: number, y2: number, x: number, y: number): boolean {
  if (x === x1) return y === y1 || (x === x2 && y1 < y === y < y2) || (x === x2 && y === y2);
  return x === x2 && y === y2;
}

/** Whether the edges from a reference point (hair above, hair right) up to the North Pole are odd in number. */
export function isOddNorthOf(geometry: Geometry, item: number, x: number, y: number): boolean {
  const { xy, isLast, from, to } = geometry;
  let odd = false;
  for (let part = from[item]!; part < to[item]!; part++) {
    if (isLast[part] === 1) continue;
    const x1 = xy[2 * part]!;
    const x2 = xy[2 * part + 2]!;
    if (x1 <= x === x2 <= x) continue;
    if (sideAbove(x1, xy[2 * part + 1]!, x2, xy[2 * part + 3]!, x, y) > 0 !== x2 > x1) odd = !odd;
  }
  return odd;
}

/** Whether a circle holds a point of the ball. */
export function circleHolds({ round }: Geometry, item: number, x: number, y: number, z: number): boolean {
  const dx = x - round[4 * item]!;
  const dy = y - round[4 * item + 1]!;
  const dz = z - round[4 * item + 2]!;
  return dx * dx + dy * dy + dz * dz <= round[4 * item + 3]!;
}

/** The distance on the ground from a point of the ball to the centre of a circle. */
export function metresToCentre({ round }: Geometry, item: number, x: number, y: number, z: number): number {
  const chord = Math.hypot(x - round[4 * item]!, y - round[4 * item + 1]!, z - round[4 * item + 2]!);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, chord / 2));
}

/** The distance on the ground from a point of the ball to a piece of a corridor's line. */
export function metresToPiece({ pieces }: Geometry, piece: number, x: number, y: number, z: number): number {
  const at = piece * PIECE;
  const ax = pieces[at]!;
  const ay = pieces[at + 1]!;
  const az = pieces[at + 2]!;
  const bx = pieces[at + 3]!;
  const by = pieces[at + 4]!;
  const bz = pieces[at + 5]!;
  const nx = pieces[at + 6]!;
  const ny = pieces[at + 7]!;
  const nz = pieces[at + 8]!;
  const pastA = (ny * az - nz * ay) * x + (nz * ax - nx * az) * y + (nx * ay - ny * ax) * z;
  const beforeB = (by * nz - bz * ny) * x + (bz * nx - bx * nz) * y + (bx * ny - by * nx) * z;
  if (pastA > 0 && beforeB > 0) return EARTH_METRES * Math.asin(Math.min(1, Math.abs(nx * x + ny * y + nz * z)));
  const toA = (x - ax) * (x - ax) + (y - ay) * (y - ay) + (z - az) * (z - az);
  const toB = (x - bx) * (x - bx) + (y - by) * (y - by) + (z - bz) * (z - bz);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(Math.min(toA, toB)) / 2));
}
