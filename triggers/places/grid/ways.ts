import type { Position } from '../contract.ts';
import { vectorOf } from '../geodesy.ts';
import type { Geometry } from '../geometry.ts';
import { metresToCentre, metresToPiece } from '../item-test.ts';
import * as g from './grid.ts';
import type { GridLookup } from './lookup.ts';

/**
 * Finds items of a geometry whose edge a short way may cross: rather more than less, some twice. One way at a time.
 * Most ways end in the cell that they begin in, and that cell was just found by the lookup of their end: then it is all
 * that is read.
 */
export class GridWays {
  /** Items found by the last `find`: the first `count` of these. */
  items = new Int32Array(16);
  count = 0;
  readonly #geometry: Geometry;
  readonly #roots: Int32Array;
  readonly #data: Int32Array;
  /** The same memory as `#data`. */
  readonly #floats: Float32Array;
  readonly #lookup: GridLookup;
  // The way on the map, and its box in the finest cells.
  #x1 = 0;
  #y1 = 0;
  #x2 = 0;
  #y2 = 0;
  #west = 0;
  #east = 0;
  #south = 0;
  #north = 0;
  #halfMetres = 0;
  #middle: readonly [number, number, number] | undefined;

  constructor(geometry: Geometry, { roots, data }: g.Grid, lookup: GridLookup) {
    this.#geometry = geometry;
    this.#roots = roots;
    this.#data = data;
    this.#floats = new Float32Array(data.buffer, data.byteOffset, data.length);
    this.#lookup = lookup;
  }

  /** A way that is at most so long; over the antimeridian it is looked at from both sides. */
  find(from: Position, to: Position, mostMetres: number): void {
    this.count = 0;
    this.#halfMetres = mostMetres / 2;
    const east = to.lon - from.lon;
    if (east > 180) {
      this.#findOnMap(from.lon + 360, from.lat, to.lon, to.lat);
      this.#findOnMap(from.lon, from.lat, to.lon - 360, to.lat);
    } else if (east < -180) {
      this.#findOnMap(from.lon - 360, from.lat, to.lon, to.lat);
      this.#findOnMap(from.lon, from.lat, to.lon + 360, to.lat);
    } else this.#findOnMap(from.lon, from.lat, to.lon, to.lat);
  }

  #findOnMap(x1: number, y1: number, x2: number, y2: number): void {
    this.#x1 = x1;
    this.#y1 = y1;
    this.#x2 = x2;
    this.#y2 = y2;
    this.#middle = undefined;
    const fromCol = g.finestCol(x1);
    const fromRow = g.finestRow(y1);
    const lookup = this.#lookup;
    if (lookup.isAt(x2, y2)) {
      const { leaf, shift } = lookup;
      const [col, row] = [lookup.col >> shift, lookup.row >> shift];
      if (fromCol >> shift === col && fromRow >> shift === row) {
        if (leaf > 0) this.#readEntries(leaf + 1, this.#data[leaf]!, shift, col, row);
        return;
      }
    }
    const toCol = g.finestCol(x2);
    const toRow = g.finestRow(y2);
    this.#west = Math.min(fromCol, toCol);
    this.#east = Math.max(fromCol, toCol);
    this.#south = Math.min(fromRow, toRow);
    this.#north = Math.max(fromRow, toRow);
    const top = 2 * g.DEEPEST;
    for (let row = this.#south >> top; row <= this.#north >> top; row++) {
      for (let col = this.#west >> top; col <= this.#east >> top; col++)
        this.#visit(this.#roots[row * g.ROOT_COLS + col]!, top, col, row);
    }
  }

  #visit(node: number, shift: number, col: number, row: number): void {
    if (node >= 0) {
      if (node > 0) this.#readEntries(node + 1, this.#data[node]!, shift, col, row);
      return;
    }
    const below = shift - 2;
    const west = Math.max(0, (this.#west >> below) - 4 * col);
    const east = Math.min(3, (this.#east >> below) - 4 * col);
    const south = Math.max(0, (this.#south >> below) - 4 * row);
    const north = Math.min(3, (this.#north >> below) - 4 * row);
    for (let r = south; r <= north; r++) {
      for (let c = west; c <= east; c++)
        this.#visit(this.#data[1 - node + 4 * r + c]!, below, 4 * col + c, 4 * row + r);
    }
  }

  #readEntries(start: number, count: number, shift: number, col: number, row: number): void {
    const data = this.#data;
    let at = start;
    for (let i = 0; i < count; i++) {
      const entry = data[at++]!;
      const code = entry & 7;
      if (code === g.COVERS) continue;
      if (code === g.CIRCLE_EDGE) {
        if (this.#mayCrossCircle(entry >> 3)) this.#take(entry >> 3);
        continue;
      }
      const from = at + 1;
      at = from + data[at]! * (code === g.CORRIDOR_EDGE ? 1 : 4);
      const crosses =
        code === g.CORRIDOR_EDGE
          ? this.#mayCrossPieces(entry >> 3, from, at)
          : this.#crossesEdge(from, at, shift, col, row);
      if (crosses) this.#take(entry >> 3);
    }
  }

  #mayCrossCircle(item: number): boolean {
    const [x, y, z] = this.#middleVector();
    return metresToCentre(this.#geometry, item, x, y, z) <= this.#geometry.reach[item]! + this.#halfMetres;
  }

  #mayCrossPieces(item: number, from: number, to: number): boolean {
    const [x, y, z] = this.#middleVector();
    const most = this.#geometry.reach[item]! + this.#halfMetres;
    for (let i = from; i < to; i++) if (metresToPiece(this.#geometry, this.#data[i]!, x, y, z) <= most) return true;
    return false;
  }

  /**
   * Whether the way crosses one of a polygon's edges in a cell, as seen from the middle of the cell in halves of its
   * size.
   */
  #crossesEdge(from: number, to: number, shift: number, col: number, row: number): boolean {
    const edges = this.#floats;
    const level = g.DEEPEST - (shift >> 1);
    const half = g.cellDegrees(level) / 2;
    const ax = (this.#x1 - g.middleX(level, col)) / half;
    const ay = (this.#y1 - g.middleY(level, row)) / half;
    const bx = ax + (this.#x2 - this.#x1) / half;
    const by = ay + (this.#y2 - this.#y1) / half;
    const west = Math.min(ax, bx);
    const east = Math.max(ax, bx);
    const south = Math.min(ay, by);
    const north = Math.max(ay, by);
    for (let i = from; i < to; i += 4) {
      const x1 = edges[i]!;
      const x2 = edges[i + 2]!;
      // Most edges are passed over by this, the cheapest question.
      if ((x1 < west && x2 < west) || (x1 > east && x2 > east)) continue;
      const y1 = edges[i + 1]!;
      const y2 = edges[i + 3]!;
      if ((y1 < south && y2 < south) || (y1 > north && y2 > north)) continue;
      const isLeft1 = (bx - ax) * (y1 - ay) > (by - ay) * (x1 - ax);
      const isLeft2 = (bx - ax) * (y2 - ay) > (by - ay) * (x2 - ax);
      if (isLeft1 === isLeft2) continue;
      const isLeftA = (x2 - x1) * (ay - y1) > (y2 - y1) * (ax - x1);
      const isLeftB = (x2 - x1) * (by - y1) > (y2 - y1) * (bx - x1);
      if (isLeftA !== isLeftB) return true;
    }
    return false;
  }

  #middleVector(): readonly [number, number, number] {
    const middle = { lat: (this.#y1 + this.#y2) / 2, lon: (this.#x1 + this.#x2) / 2 };
    this.#middle ??= vectorOf(middle) as [number, number, number];
    return this.#middle;
  }

  #take(item: number): void {
    if (this.count === this.items.length) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.count++] = item;
  }
}
