/**
 * # The grid
 *
 * **Idea.** Which places hold this position? The map (longitude −180..180 by latitude −90..90) is cut into 1,024 by
 * 512 root cells of 0.35°. A cell in which testing would cost much is divided into 4 by 4, down to level 5 (38 m of
 * latitude). A cell lists the places that cover it whole, which need no test, and the pieces of outline that run
 * through it, which are few.
 *
 * **In memory**, two arrays of 32-bit numbers. A node is 0 (nothing there), n > 0 (a leaf at `data[n]`) or n < 0
 * (an inner node at `data[-n]`):
 *
 *     roots[row * 1024 + col] = -40
 *     data[40]      1                        one entry of the inner node
 *     data[41..56]  0 0 62 0 …               its sixteen cells, row by row from the south-west; the third: a leaf at 62
 *     data[57]      3 * 8 + COVERS           item 3 covers all sixteen
 *     data[62]      2                        two entries of the leaf
 *     data[63]      9 * 8 + CIRCLE_EDGE      the rim of circle 9 runs through: ask the circle
 *     data[64]      5 * 8 + MIDDLE_IN        edges of polygon 5 run through, and the cell's middle is inside of it
 *     data[65]      1                        one edge, seen from the middle in halves of the cell's size (float bits):
 *     data[66..69]  x1 y1 x2 y2
 *
 * **One lookup** (`lookup.ts`): column and row of the position at the finest level; root, then two bits of each a
 * level, reading the entries of every node on the way. In the leaf above: item 3 holds the position; circle 9
 * measures its distance; for polygon 5 the way from the position to the cell's middle is followed, north or south,
 * then east or west, and each crossing of an edge turns inside into outside. Where 32 bits cannot tell (a position
 * within rounding of an edge) the polygon itself is asked with full precision.
 *
 * **A short way** (`ways.ts`): the items whose edge the way between two fixes may cross, rather more than less; the
 * fences ask exactly.
 *
 * **Building** (`build.ts`): *spread* each item over root cells (`spread-polygon.ts`, `spread-round.ts` into
 * `RootCells`), then *divide* each root depth first (`divide.ts`, one `CellList` a cell) and write its nodes. It
 * yields between slices, so signals pass while it builds.
 *
 * **States.** A `CellList` is filled by the divider, read, and cleared for the next cell of its level. A `Grid` is
 * finished once `buildGrid` returns and never changes; an edit of places goes into a layer of its own (`layer.ts`)
 * until layers are joined.
 *
 * **Invariants.** A position at a cell's rim may be looked up in either neighbour: both answer the same, because
 * edges are noted a hair (1e-9°) beyond the cell. The answer is that of the exact test for every position
 * (`places-index.test.ts`, against the oracle).
 *
 * **Read in this order:** this file → lookup → cell-edges → cell-list → root-cells → spread-round → spread-polygon
 * → divide → build → ways.
 */

/**
 * A tree of cells over the flat map: 1,024 by 512 roots, each divided into 4 by 4 as often as it pays. A cell lists the
 * items that cover it whole, and, where it is not divided further, those whose edge runs through it, with just the
 * edges that do.
 */
export interface Grid {
  /**
   * A cell each, row by row from the south-west. 0: nothing is there. Positive: a leaf begins there in `data`.
   * Negative: an inner node.
   */
  readonly roots: Int32Array;
  /**
   * A leaf: how many entries, the entries. An inner node: how many entries, its 16 cells as in `roots`, the entries. An
   * entry is `item * 8 + code`. One of a corridor's line goes on with the number of pieces and the pieces; one of a
   * polygon's edge with the number of edges and four 32-bit floats for each: its ends as seen from the middle of the
   * cell, in halves of the cell's size.
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
