import { isOddBetween, mayTouch } from './cell-edges.ts';
import type { Geometry } from './geometry.ts';
import { cellDegrees, DEEPEST, finestCol, finestRow, MIDDLE_IN, MIDDLE_OUT, ROOT_COLS, ROOT_ROWS } from './grid.ts';
import { GrowingInts } from './growing.ts';
import { isOddNorthOf } from './item-test.ts';
import type { RootCells } from './root-cells.ts';

/** Root cells from a column and row to before another. */
interface Region {
  readonly col: number;
  readonly row: number;
  readonly colEnd: number;
  readonly rowEnd: number;
}

/** Notes a polygon in every root cell that it covers or runs through. */
export function spreadPolygon(geometry: Geometry, item: number, cells: RootCells): void {
  const { from, to, isLast, northInside } = geometry;
  const region = regionOf(geometry, item);
  const spreading = new Spreading(geometry, item, cells);
  for (let part = from[item]!; part < to[item]!; part++) if (isLast[part] === 0) spreading.parts.push(part);
  const [x, y] = middleOf(region);
  const inside = isOddNorthOf(geometry, item, x, y) !== (northInside[item] === 1);
  spreading.spread(region, inside, 0, spreading.parts.length);
}

/** Halves regions until they are one cell, or no edge is left in them. */
class Spreading {
  readonly parts = new GrowingInts(64);
  readonly #geometry: Geometry;
  readonly #item: number;
  readonly #cells: RootCells;

  constructor(geometry: Geometry, item: number, cells: RootCells) {
    this.#geometry = geometry;
    this.#item = item;
    this.#cells = cells;
  }

  spread(region: Region, inside: boolean, from: number, to: number): void {
    const { col, row, colEnd, rowEnd } = region;
    if (from === to) {
      if (inside) this.#cover(region);
    } else if (colEnd - col === 1 && rowEnd - row === 1) {
      this.#cells.touch(col, row, this.#item, inside ? MIDDLE_IN : MIDDLE_OUT, this.parts.items, from, to);
    } else {
      for (const half of halvesOf(region)) this.#spreadHalf(half, region, inside, from, to);
    }
  }

  #spreadHalf(half: Region, whole: Region, inside: boolean, from: number, to: number): void {
    const { xy } = this.#geometry;
    const [x, y] = middleOf(half);
    const halfX = ((half.colEnd - half.col) * ROOT_DEGREES) / 2;
    const halfY = ((half.rowEnd - half.row) * ROOT_DEGREES) / 2;
    const start = this.parts.length;
    for (let i = from; i < to; i++) {
      const part = this.parts.items[i]!;
      if (mayTouch(xy, part, x, y, halfX, halfY)) this.parts.push(part);
    }
    const [wholeX, wholeY] = middleOf(whole);
    const isOther = isOddBetween(xy, this.parts.items, from, to, x, y, wholeX, wholeY);
    this.spread(half, inside !== isOther, start, this.parts.length);
    this.parts.length = start;
  }

  #cover({ col, row, colEnd, rowEnd }: Region): void {
    for (let r = row; r < rowEnd; r++) for (let c = col; c < colEnd; c++) this.#cells.cover(c, r, this.#item);
  }
}

const ROOT_DEGREES = cellDegrees(0);
const SLACK_DEGREES = 1e-9;

function halvesOf({ col, row, colEnd, rowEnd }: Region): readonly Region[] {
  if (colEnd - col >= rowEnd - row) {
    const middle = (col + colEnd) >> 1;
    return [
      { col, row, colEnd: middle, rowEnd },
      { col: middle, row, colEnd, rowEnd },
    ];
  }
  const middle = (row + rowEnd) >> 1;
  return [
    { col, row, colEnd, rowEnd: middle },
    { col, row: middle, colEnd, rowEnd },
  ];
}

function middleOf({ col, row, colEnd, rowEnd }: Region): readonly [x: number, y: number] {
  return [((col + colEnd) / 2) * ROOT_DEGREES - 180, ((row + rowEnd) / 2) * ROOT_DEGREES - 90];
}

/** The root cells around all that a polygon may hold: its points, and up to the poles that it goes round. */
function regionOf(geometry: Geometry, item: number): Region {
  const { xy, from, to, northInside } = geometry;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let part = from[item]!; part < to[item]!; part++) {
    const x = xy[2 * part]!;
    const y = xy[2 * part + 1]!;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  const holdsNorth = northInside[item] === 1;
  const holdsSouth = isOddNorthOf(geometry, item, 0, -91) !== holdsNorth;
  return {
    col: finestCol(west - SLACK_DEGREES) >> (2 * DEEPEST),
    row: holdsSouth ? 0 : finestRow(south - SLACK_DEGREES) >> (2 * DEEPEST),
    colEnd: Math.min(ROOT_COLS, (finestCol(east + SLACK_DEGREES) >> (2 * DEEPEST)) + 1),
    rowEnd: holdsNorth ? ROOT_ROWS : Math.min(ROOT_ROWS, (finestRow(north + SLACK_DEGREES) >> (2 * DEEPEST)) + 1),
  };
}
