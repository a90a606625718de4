import { GrowingInts } from '../../slices/growing.ts';
import type { Geometry } from '../geometry.ts';
import { isOddNorthOf } from '../item-test.ts';
import { isOddBetween, mayTouch } from './cell-edges.ts';
import * as g from './grid.ts';
import type { RootCells } from './root-cells.ts';

/** Root cells from a column and row to before another. */
interface Region {
  readonly col: number;
  readonly row: number;
  readonly colEnd: number;
  readonly rowEnd: number;
}

/**
 * Notes polygons in every root cell that they cover or run through: halves regions until they are one cell, or no edge
 * is in them.
 */
export class PolygonSpreader {
  readonly #parts = new GrowingInts(1_024);
  readonly #geometry: Geometry;
  readonly #cells: RootCells;
  #item = 0;

  constructor(geometry: Geometry, cells: RootCells) {
    this.#geometry = geometry;
    this.#cells = cells;
  }

  spread(item: number): void {
    const { from, to, isLast, northInside } = this.#geometry;
    const parts = this.#parts;
    this.#item = item;
    parts.length = 0;
    for (let part = from[item]!; part < to[item]!; part++) if (isLast[part] === 0) parts.push(part);
    const region = regionOf(this.#geometry, item);
    const isOdd = isOddNorthOf(this.#geometry, item, middleX(region), middleY(region));
    this.#spread(region, isOdd !== (northInside[item] === 1), 0, parts.length);
  }

  #spread(region: Region, inside: boolean, from: number, to: number): void {
    const { col, row, colEnd, rowEnd } = region;
    if (from === to) {
      if (inside) this.#cover(region);
    } else if (colEnd - col === 1 && rowEnd - row === 1) {
      this.#cells.touch(col, row, this.#item, inside ? g.MIDDLE_IN : g.MIDDLE_OUT, this.#parts.items, from, to);
    } else if (colEnd - col >= rowEnd - row) {
      const middle = (col + colEnd) >> 1;
      this.#spreadHalf({ col, row, colEnd: middle, rowEnd }, region, inside, from, to);
      this.#spreadHalf({ col: middle, row, colEnd, rowEnd }, region, inside, from, to);
    } else {
      const middle = (row + rowEnd) >> 1;
      this.#spreadHalf({ col, row, colEnd, rowEnd: middle }, region, inside, from, to);
      this.#spreadHalf({ col, row: middle, colEnd, rowEnd }, region, inside, from, to);
    }
  }

  #spreadHalf(half: Region, whole: Region, inside: boolean, from: number, to: number): void {
    const { xy } = this.#geometry;
    const parts = this.#parts;
    const x = middleX(half);
    const y = middleY(half);
    const halfX = ((half.colEnd - half.col) * ROOT_DEGREES) / 2;
    const halfY = ((half.rowEnd - half.row) * ROOT_DEGREES) / 2;
    const start = parts.length;
    for (let i = from; i < to; i++) {
      const part = parts.items[i]!;
      if (mayTouch(xy, part, x, y, halfX, halfY)) parts.push(part);
    }
    const isOther = isOddBetween(xy, parts.items, from, to, x, y, middleX(whole), middleY(whole));
    this.#spread(half, inside !== isOther, start, parts.length);
    parts.length = start;
  }

  #cover({ col, row, colEnd, rowEnd }: Region): void {
    for (let r = row; r < rowEnd; r++) for (let c = col; c < colEnd; c++) this.#cells.cover(c, r, this.#item);
  }
}

const ROOT_DEGREES = g.cellDegrees(0);
const SLACK_DEGREES = 1e-9;

function middleX({ col, colEnd }: Region): number {
  return ((col + colEnd) / 2) * ROOT_DEGREES - 180;
}

function middleY({ row, rowEnd }: Region): number {
  return ((row + rowEnd) / 2) * ROOT_DEGREES - 90;
}

/** The root cells around all that a polygon may hold: its points, and up to the poles that it goes round. */
function regionOf(geometry: Geometry, item: number): Region {
  const { xy, from, to, northInside } = geometry;
  let west = 180;
  let south = 90;
  let east = -180;
  let north = -90;
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
    col: g.finestCol(west - SLACK_DEGREES) >> (2 * g.DEEPEST),
    row: holdsSouth ? 0 : g.finestRow(south - SLACK_DEGREES) >> (2 * g.DEEPEST),
    colEnd: Math.min(g.ROOT_COLS, (g.finestCol(east + SLACK_DEGREES) >> (2 * g.DEEPEST)) + 1),
    rowEnd: holdsNorth
      ? g.ROOT_ROWS
      : Math.min(g.ROOT_ROWS, (g.finestRow(north + SLACK_DEGREES) >> (2 * g.DEEPEST)) + 1),
  };
}
