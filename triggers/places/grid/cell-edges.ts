import { sideAbove } from '../orientation.ts';

// Far more than rounding can put a point into the next cell by; a tenth of a millimetre.
const SLACK_DEGREES = 1e-9;

/** Whether an edge may touch a box, given by its middle and half its size. */
export function mayTouch(xy: Float64Array, part: number, x: number, y: number, halfX: number, halfY: number): boolean {
  const hx = halfX + SLACK_DEGREES;
  const hy = halfY + SLACK_DEGREES;
  const x1 = xy[2 * part]! - x;
  const x2 = xy[2 * part + 2]! - x;
  if ((x1 > hx && x2 > hx) || (x1 < -hx && x2 < -hx)) return false;
  const y1 = xy[2 * part + 1]! - y;
  const y2 = xy[2 * part + 3]! - y;
  if ((y1 > hy && y2 > hy) || (y1 < -hy && y2 < -hy)) return false;
  const dx = x2 - x1;
  const dy = y2 - y1;
  return Math.abs(dy * x1 - dx * y1) <= (Math.abs(dx) * hy + Math.abs(dy) * hx) * (1 + SLACK_DEGREES);
}

/**
 * Whether the way from one reference point straight north or south, then straight east or west, to another goes over an
 * odd number of these edges. Both points, and the corner between them, are a hair above and right of what is given, so
 * no edge is met at its end.
 */
export function isOddBetween(
  xy: Float64Array,
  parts: Int32Array,
  from: number,
  to: number,
  x: number,
  y: number,
  refX: number,
  refY: number,
): boolean {
  let odd = false;
  for (let i = from; i < to; i++) {
    const part = parts[i]!;
    const x1 = xy[2 * part]!;
    const y1 = xy[2 * part + 1]!;
    const x2 = xy[2 * part + 2]!;
    const y2 = xy[2 * part + 3]!;
    const isOnTheWayNorth = x1 <= x !== x2 <= x;
    const isOnTheWayEast = y1 <= refY !== y2 <= refY;
    if (!isOnTheWayNorth && !isOnTheWayEast) continue;
    const corner = sideAbove(x1, y1, x2, y2, x, refY) > 0;
    if (isOnTheWayNorth && sideAbove(x1, y1, x2, y2, x, y) > 0 !== corner) odd = !odd;
    if (isOnTheWayEast && sideAbove(x1, y1, x2, y2, refX, refY) > 0 !== corner) odd = !odd;
  }
  return odd;
}

/**
 * Which of the middles of a cell's 16 children are inside, a bit each, row by row: the same as 16 times `isOddBetween`,
 * in one go. `x` and `y` are the middle of the south-westernmost child, `step` its size; the reference is the middle of
 * the cell.
 */
export function middlesInside(
  xy: Float64Array,
  parts: Int32Array,
  from: number,
  to: number,
  x: number,
  y: number,
  step: number,
  isMiddleIn: boolean,
): number {
  const refX = x + 1.5 * step;
  const refY = y + 1.5 * step;
  let inside = isMiddleIn ? 0xffff : 0;
  for (let i = from; i < to; i++) {
    const part = parts[i]!;
    const x1 = xy[2 * part]!;
    const y1 = xy[2 * part + 1]!;
    const x2 = xy[2 * part + 2]!;
    const y2 = xy[2 * part + 3]!;
    // From the reference west to the first column, then north and south along it, then east along each row.
    if (y1 <= refY !== y2 <= refY) {
      if (sideAbove(x1, y1, x2, y2, refX, refY) > 0 !== sideAbove(x1, y1, x2, y2, x, refY) > 0) inside ^= 0xffff;
    }
    if (x1 <= x !== x2 <= x) {
      const corner = sideAbove(x1, y1, x2, y2, x, refY) > 0;
      for (let row = 0; row < 4; row++) {
        if (sideAbove(x1, y1, x2, y2, x, y + row * step) > 0 !== corner) inside ^= 0xf << (4 * row);
      }
    }
    for (let row = 0; row < 4; row++) {
      const rowY = y + row * step;
      if (y1 <= rowY === y2 <= rowY) continue;
      const first = sideAbove(x1, y1, x2, y2, x, rowY) > 0;
      for (let col = 1; col < 4; col++) {
        if (sideAbove(x1, y1, x2, y2, x + col * step, rowY) > 0 !== first) inside ^= 1 << (4 * row + col);
      }
    }
  }
  return inside;
}
