/**
 * On which side of the line from a to b the point p lies: positive left, negative right, 0 exactly on it. The sign is
 * that of exact arithmetic on the given numbers, so two ways to ask about one line never contradict each other.
 */
export function sideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (bx - ax) * (py - ay);
  const right = (by - ay) * (px - ax);
  const turn = left - right;
  const bound = ROUNDING * (Math.abs(left) + Math.abs(right));
  return turn > bound || -turn > bound ? turn : exactSide(ax, ay, bx, by, px, py);
}

/** The same for a point a hair above, and a hair of that to the right: never 0 for a line that has a length. */
export function sideAbove(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return sideOf(ax, ay, bx, by, px, py) || bx - ax || ay - by;
}

// What six roundings of the terms above can amount to: (3 + 16ε)ε with ε = 2^-53 (Shewchuk, Adaptive precision
// predicates, 1997).
const ROUNDING = 3.3306690738754716e-16;

function exactSide(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  // Edges of one outline meet at their ends: most questions that floats cannot answer are about these.
  if ((px === ax && py === ay) || (px === bx && py === by) || (ax === bx && ay === by)) return 0;
  const [a, b, c, d, e, f] = integersOf([ax, ay, bx, by, px, py]) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const turn = (c - a) * (f - b) - (d - b) * (e - a);
  return turn > 0n ? 1 : turn < 0n ? -1 : 0;
}

/** The numbers times one power of two that makes all of them whole. */
function integersOf(numbers: readonly number[]): bigint[] {
  const parts = numbers.map((n) => {
    view.setFloat64(0, n);
    const bits = view.getBigUint64(0);
    const exponent = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    const size = exponent === 0 ? fraction : fraction | 0x10000000000000n;
    return { size: n < 0 ? -size : size, power: Math.max(exponent, 1) };
  });
  const least = Math.min(...parts.map(({ size, power }) => (size === 0n ? 2_047 : power)));
  return parts.map(({ size, power }) => (size === 0n ? 0n : size << BigInt(power - least)));
}

const view = new DataView(new ArrayBuffer(8));
