import type { Geometry } from '../geometry.ts';
import { circleHolds, isEnd, metresToPiece } from '../item-test.ts';
import { sideAbove, sideOf } from '../orientation.ts';
import * as g from './grid.ts';

/** Finds what of a geometry holds a point. One lookup at a time. */
export class GridLookup {
  /** Items found by the last `find`: the first `count` of these. */
  items = new Int32Array(64);
  count = 0;
  readonly #geometry: Geometry;
  readonly #roots: Int32Array;
  readonly #data: Int32Array;
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
    if (node > 0) this.#readEntries(node + 1, data[node]!, shift, col, row);
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
        const end = at + 1 + data[at]!;
        holds =
          code === g.CORRIDOR_EDGE
            ? this.#isInCorridor(entry >> 3, at + 1, end)
            : this.#isInPolygon(code === g.MIDDLE_IN, at + 1, end, shift, col, row);
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

  /** Goes from the point to the middle of the cell, straight north or south and then east or west, and counts edges. */
  #isInPolygon(isMiddleIn: boolean, from: number, to: number, shift: number, col: number, row: number): boolean {
    const data = this.#data;
    const { xy } = this.#geometry;
    const x = this.#x;
    const y = this.#y;
    const level = g.DEEPEST - (shift >> 1);
    const refX = g.middleX(level, col >> shift);
    const refY = g.middleY(level, row >> shift);
    let inside = isMiddleIn;
    for (let i = from; i < to; i++) {
      const at = 2 * data[i]!;
      const x1 = xy[at]!;
      const y1 = xy[at + 1]!;
      const x2 = xy[at + 2]!;
      const y2 = xy[at + 3]!;
      if (isEnd(x1, y1, x2, y2, x, y)) return true;
      const isOnTheWayNorth = x1 <= x !== x2 <= x;
      const isOnTheWayEast = y1 <= refY !== y2 <= refY;
      if (!isOnTheWayNorth && !isOnTheWayEast) continue;
      const corner = sideAbove(x1, y1, x2, y2, x, refY) > 0;
      if (isOnTheWayNorth) {
        const side = sideOf(x1, y1, x2, y2, x, y);
        if (side === 0) return true;
        if (side > 0 !== corner) inside = !inside;
      }
      if (isOnTheWayEast && sideAbove(x1, y1, x2, y2, refX, refY) > 0 !== corner) inside = !inside;
    }
    return inside;
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
