import type { Geometry } from '../geometry.ts';
import { circleHolds, metresToPiece, polygonHolds } from '../item-test.ts';
import * as g from './grid.ts';

/** Finds what of a geometry holds a point. One lookup at a time. */
export class GridLookup {
  /** Items found by the last `find`: the first `count` of these. */
  items = new Int32Array(64);
  count = 0;
  /**
   * The cell that the last `find` ended in: a leaf of `Grid.data` or 0, the finest column and row, and how far they are
   * shifted there.
   */
  leaf = 0;
  shift = 0;
  col = 0;
  row = 0;
  readonly #geometry: Geometry;
  readonly #roots: Int32Array;
  readonly #data: Int32Array;
  /** The same memory as `#data`. */
  readonly #floats: Float32Array;
  #x = 0;
  #y = 0;
  #hasVector = false;
  #vx = 0;
  #vy = 0;
  #vz = 0;

  constructor(geometry: Geometry, { roots, data }: g.Grid) {
    this.#geometry = geometry;
    this.#roots = roots;
    this.#data = data;
    this.#floats = new Float32Array(data.buffer, data.byteOffset, data.length);
  }

  /** `x` and `y` are longitude and latitude, on the map. */
  find(x: number, y: number): void {
    const data = this.#data;
    const col = g.finestCol(x);
    const row = g.finestRow(y);
    let shift = 2 * g.DEEPEST;
    let node = this.#roots[(row >> shift) * g.ROOT_COLS + (col >> shift)]!;
    this.#x = x;
    this.#y = y;
    this.#hasVector = false;
    this.count = 0;
    while (node < 0) {
      const count = data[-node]!;
      if (count > 0) this.#readEntries(17 - node, count, shift, col, row);
      shift -= 2;
      node = data[1 - node + ((row >> shift) & 3) * 4 + ((col >> shift) & 3)]!;
    }
    this.leaf = node;
    this.shift = shift;
    this.col = col;
    this.row = row;
    if (node > 0) this.#readEntries(node + 1, data[node]!, shift, col, row);
  }

  /** Whether the last `find` was for this point. */
  isAt(x: number, y: number): boolean {
    return this.#x === x && this.#y === y;
  }

  #readEntries(start: number, count: number, shift: number, col: number, row: number): void {
    const data = this.#data;
    let at = start;
    for (let i = 0; i < count; i++) {
      const entry = data[at++]!;
      const code = entry & 7;
      let holds = true;
      if (code === g.CIRCLE_EDGE) {
        holds = this.#isInCircle(entry >> 3);
      } else if (code !== g.COVERS) {
        const end = at + 1 + data[at]! * (code === g.CORRIDOR_EDGE ? 1 : 4);
        holds =
          code === g.CORRIDOR_EDGE
            ? this.#isInCorridor(entry >> 3, at + 1, end)
            : this.#isInPolygon(entry, at + 1, end, shift, col, row);
        at = end;
      }
      if (holds) this.#take(entry >> 3);
    }
  }

  #take(item: number): void {
    if (this.count === this.items.length) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.count++] = item;
  }

  /**
   * Goes from the point to the middle of the cell, straight north or south and then east or west, and counts edges.
   * They are kept as short numbers: where those cannot tell for certain, the polygon is asked itself.
   */
  #isInPolygon(entry: number, from: number, to: number, shift: number, col: number, row: number): boolean {
    const edges = this.#floats;
    const level = g.DEEPEST - (shift >> 1);
    const half = g.cellDegrees(level) / 2;
    const x = (this.#x - g.middleX(level, col >> shift)) / half;
    const y = (this.#y - g.middleY(level, row >> shift)) / half;
    let inside = (entry & 7) === g.MIDDLE_IN;
    for (let i = from; i < to; i += 4) {
      const x1 = edges[i]!;
      const y1 = edges[i + 1]!;
      const x2 = edges[i + 2]!;
      const y2 = edges[i + 3]!;
      const size = Math.abs(x1) + Math.abs(y1) + Math.abs(x2) + Math.abs(y2) + 2;
      const doubt = ROUNDING * size;
      if (isNear(x1, x, doubt) || isNear(x2, x, doubt) || isNear(y1, 0, doubt) || isNear(y2, 0, doubt))
        return this.#isInExactly(entry >> 3);
      const isOnTheWayNorth = x1 < x !== x2 < x;
      const isOnTheWayEast = y1 < 0 !== y2 < 0;
      if (!isOnTheWayNorth && !isOnTheWayEast) continue;
      const dx = x2 - x1;
      const dy = y2 - y1;
      const across = dy * (x - x1);
      const corner = -dx * y1 - across;
      const other = isOnTheWayNorth ? dx * (y - y1) - across : dy * x1 - dx * y1;
      const most = doubt * size;
      if (isNear(corner, 0, most) || isNear(other, 0, most)) return this.#isInExactly(entry >> 3);
      if (corner > 0 !== other > 0) inside = !inside;
      if (!(isOnTheWayNorth && isOnTheWayEast)) continue;
      const middle = dy * x1 - dx * y1;
      if (isNear(middle, 0, most)) return this.#isInExactly(entry >> 3);
      if (corner > 0 !== middle > 0) inside = !inside;
    }
    return inside;
  }

  #isInExactly(item: number): boolean {
    return polygonHolds(this.#geometry, item, this.#x, this.#y);
  }

  #isInCircle(item: number): boolean {
    if (!this.#hasVector) this.#makeVector();
    return circleHolds(this.#geometry, item, this.#vx, this.#vy, this.#vz);
  }

  #isInCorridor(item: number, from: number, to: number): boolean {
    if (!this.#hasVector) this.#makeVector();
    const half = this.#geometry.reach[item]!;
    for (let i = from; i < to; i++) {
      if (metresToPiece(this.#geometry, this.#data[i]!, this.#vx, this.#vy, this.#vz) <= half) return true;
    }
    return false;
  }

  /** The point on the ball; only circles and corridors ask for it. */
  #makeVector(): void {
    const lat = (this.#y * Math.PI) / 180;
    const lon = (this.#x * Math.PI) / 180;
    const cosLat = Math.cos(lat);
    this.#vx = cosLat * Math.cos(lon);
    this.#vy = cosLat * Math.sin(lon);
    this.#vz = Math.sin(lat);
    this.#hasVector = true;
  }
}

// A short number is right to 2^-24 of itself; what is worked out from four of them, with some to spare, to this much of
// their sizes.
const ROUNDING = 2 ** -21;

function isNear(a: number, b: number, distance: number): boolean {
  return Math.abs(a - b) <= distance;
}
