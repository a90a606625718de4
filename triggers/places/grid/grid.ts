/**
 * A tree of cells over the flat map: 1,024 by 512 roots, each divided into 4 by 4 as often as it pays. A cell lists the items that
 * cover it whole, and, where it is not divided further, those whose edge runs through it, with just the edges that do.
 */
export interface Grid {
  /** A cell each, row by row from the south-west. 0: nothing is there. Positive: a leaf begins there in `data`. Negative: an inner node. */
  readonly roots: Int32Array;
  /**
   * A leaf: how many entries, the entries. An inner node: how many entries, its 16 cells as in `roots`, the entries. An entry is
   * `item * 8 + code`. One of a corridor's line goes on with the number of pieces and the pieces; one of a polygon's edge with the
   * number of edges and four 32-bit floats for each: its ends as seen from the middle of the cell, in halves of the cell's size.
   */
  readonly data: Int32Array;
}

export const ROOT_COLS = 1_024;
export const ROOT_ROWS = 512;
/** Roots are level 0. A division makes four columns and rows of one, which are two bits. */
export const DEEPEST = 5;
export const FINEST_COLS = ROOT_COLS << (2 * DEEPEST);
export const FINEST_ROWS = ROOT_ROWS << (2 * DEEPEST);

/** The item covers the cell. */
export const COVERS = 0;
/** A polygon's edge runs through the cell, whose middle is outside. */
export const MIDDLE_OUT = 1;
/** A polygon's edge runs through the cell, whose middle is inside. */
export const MIDDLE_IN = 2;
export const CIRCLE_EDGE = 3;
export const CORRIDOR_EDGE = 4;

/** Width and height of a cell, degrees. */
export function cellDegrees(level: number): number {
  return 360 / (ROOT_COLS << (2 * level));
}

export function middleX(level: number, col: number): number {
  return (col + 0.5) * cellDegrees(level) - 180;
}

export function middleY(level: number, row: number): number {
  return (row + 0.5) * cellDegrees(level) - 90;
}

/** The finest column and row of a point on the map; rounding may choose the next one at a cell's very rim. */
export function finestCol(x: number): number {
  return clamp(Math.floor(((x + 180) / 360) * FINEST_COLS), FINEST_COLS);
}

export function finestRow(y: number): number {
  return clamp(Math.floor(((y + 90) / 180) * FINEST_ROWS), FINEST_ROWS);
}

function clamp(n: number, count: number): number {
  return n < 0 ? 0 : n >= count ? count - 1 : n;
}
