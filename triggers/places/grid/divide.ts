import { GrowingInts } from '../../slices/growing.ts';
import type { Geometry } from '../geometry.ts';
import { metresToCentre, metresToPiece } from '../item-test.ts';
import { mayTouch, middlesInside } from './cell-edges.ts';
import { CellList } from './cell-list.ts';
import { cellReach, cellWidth, writeMiddle } from './cell-reach.ts';
import * as g from './grid.ts';

// A cell is divided while testing what runs through it costs more than this.
const WORTH_DIVIDING = 3;
// Beyond the usual depth, and where meridians have drawn so close that cells are slivers, only where very much is
// crowded together.
const USUAL_DEPTH = 3;
const SLIVER_METRES = 150;
const CROWDED = 48;

/** Cells below this level are divided in one slice. */
const SLICED_LEVELS = 3;

/** Divides cells, depth first, and writes their nodes. */
export class Divider {
  readonly data: GrowingInts;
  /** The sixteen children of the cell that is being divided at each level. */
  readonly #children = Array.from({ length: g.DEEPEST }, () => Array.from({ length: 16 }, () => new CellList()));
  readonly #middle = new Float64Array(3);
  readonly #geometry: Geometry;
  #x = 0;
  #y = 0;
  #half = 0;

  constructor(geometry: Geometry) {
    this.#geometry = geometry;
    // About what 100,000 outlines of 50 points take; it grows where that is too little.
    this.data = new GrowingInts(1_024 + 8 * geometry.isLast.length + 8 * geometry.kind.length);
    this.data.push(0); // so that no node begins at 0
  }

  /**
   * Writes the nodes of a cell and all below it, yielding at each of the upper levels; returns the number that stands
   * for it in its parent.
   */
  *divideInSlices(level: number, col: number, row: number, cell: CellList): Generator<void, number> {
    if (level === SLICED_LEVELS) return this.#divide(level, col, row, cell);
    yield;
    const node = this.#write(level, col, row, cell);
    if (node >= 0) return node;
    for (let i = 0; i < 16; i++) {
      const child = this.#children[level]![i]!;
      const below = yield* this.divideInSlices(level + 1, col * 4 + (i & 3), row * 4 + (i >> 2), child);
      this.data.items[1 - node + i] = below;
    }
    return node;
  }

  #divide(level: number, col: number, row: number, cell: CellList): number {
    const node = this.#write(level, col, row, cell);
    if (node >= 0) return node;
    for (let i = 0; i < 16; i++) {
      const child = this.#divide(level + 1, col * 4 + (i & 3), row * 4 + (i >> 2), this.#children[level]![i]!);
      this.data.items[1 - node + i] = child;
    }
    return node;
  }

  /** Writes a cell; when it must be divided what stands for it is below 0, and its children are ready to be written. */
  #write(level: number, col: number, row: number, cell: CellList): number {
    if (cell.records.length === 0) return 0;
    const { data } = this;
    const node = data.take(1);
    this.#x = g.middleX(level, col);
    this.#y = g.middleY(level, row);
    this.#half = g.cellDegrees(level) / 2;
    if (!isWorthDividing(level, row, cell.cost())) {
      const count = cell.writeTo(data, false, this.#writeEdge);
      data.items[node] = count; // after the writing: it may have moved the items
      return node;
    }
    data.take(16);
    const covers = cell.writeTo(data, true, this.#writeEdge);
    data.items[node] = covers;
    this.#handDown(level, col, row, cell, this.#children[level]!);
    return -node;
  }

  /** An edge as seen from the middle of the cell that is being written, in halves of its size. */
  readonly #writeEdge = (part: number): void => {
    const { xy } = this.#geometry;
    for (let i = 0; i < 4; i++) {
      float[0] = (xy[2 * part + i]! - ((i & 1) === 0 ? this.#x : this.#y)) / this.#half;
      this.data.push(floatBits[0]!);
    }
  };

  #handDown(level: number, col: number, row: number, cell: CellList, children: readonly CellList[]): void {
    for (const child of children) child.clear();
    const { items, length } = cell.records;
    let hasRound = false;
    for (let at = 0; at < length; at += 3) {
      const code = items[at]! & 7;
      if (code === g.MIDDLE_IN || code === g.MIDDLE_OUT) this.#handDownEdges(level, col, row, cell, at, children);
      else if (code !== g.COVERS) hasRound = true;
    }
    if (hasRound)
      for (let i = 0; i < 16; i++)
        this.#handDownRound(level + 1, col * 4 + (i & 3), row * 4 + (i >> 2), cell, children[i]!);
  }

  #handDownEdges(
    level: number,
    col: number,
    row: number,
    { records, parts }: CellList,
    at: number,
    children: readonly CellList[],
  ): void {
    const { xy } = this.#geometry;
    const entry = records.items[at]!;
    const from = records.items[at + 1]!;
    const to = records.items[at + 2]!;
    const step = g.cellDegrees(level + 1);
    const west = g.middleX(level + 1, col * 4);
    const south = g.middleY(level + 1, row * 4);
    const inside = middlesInside(xy, parts.items, from, to, west, south, step, (entry & 7) === g.MIDDLE_IN);
    for (let i = 0; i < 16; i++) starts[i] = children[i]!.parts.length;
    for (let i = from; i < to; i++) this.#handDownEdge(parts.items[i]!, west, south, step, children);
    for (let i = 0; i < 16; i++) {
      const child = children[i]!;
      const isInside = (inside & (1 << i)) !== 0;
      if (child.parts.length > starts[i]!)
        child.push((entry & ~7) | (isInside ? g.MIDDLE_IN : g.MIDDLE_OUT), starts[i]!);
      else if (isInside) child.push((entry & ~7) | g.COVERS, starts[i]!);
    }
  }

  #handDownEdge(part: number, west: number, south: number, step: number, children: readonly CellList[]): void {
    const { xy } = this.#geometry;
    const x1 = (xy[2 * part]! - west) / step + 0.5;
    const y1 = (xy[2 * part + 1]! - south) / step + 0.5;
    const x2 = (xy[2 * part + 2]! - west) / step + 0.5;
    const y2 = (xy[2 * part + 3]! - south) / step + 0.5;
    const colEnd = childAt(Math.max(x1, x2) + SLACK_CELLS);
    const rowEnd = childAt(Math.max(y1, y2) + SLACK_CELLS);
    for (let row = childAt(Math.min(y1, y2) - SLACK_CELLS); row <= rowEnd; row++) {
      for (let col = childAt(Math.min(x1, x2) - SLACK_CELLS); col <= colEnd; col++) {
        if (mayTouch(xy, part, west + col * step, south + row * step, step / 2, step / 2))
          children[row * 4 + col]!.parts.push(part);
      }
    }
  }

  #handDownRound(level: number, col: number, row: number, cell: CellList, child: CellList): void {
    const { items, length } = cell.records;
    const reach = cellReach(level, row);
    writeMiddle(level, col, row, this.#middle);
    for (let at = 0; at < length; at += 3) {
      const entry = items[at]!;
      if ((entry & 7) === g.CIRCLE_EDGE) this.#handDownCircle(entry, reach, child);
      else if ((entry & 7) === g.CORRIDOR_EDGE)
        this.#handDownPieces(entry, cell.parts.items.subarray(items[at + 1]!, items[at + 2]!), reach, child);
    }
  }

  #handDownCircle(entry: number, reach: number, child: CellList): void {
    const middle = this.#middle;
    const metres = metresToCentre(this.#geometry, entry >> 3, middle[0]!, middle[1]!, middle[2]!);
    const radius = this.#geometry.reach[entry >> 3]!;
    if (metres + reach <= radius) child.push((entry & ~7) | g.COVERS, child.parts.length);
    else if (metres - reach <= radius) child.push(entry, child.parts.length);
  }

  #handDownPieces(entry: number, pieces: Int32Array, reach: number, child: CellList): void {
    const middle = this.#middle;
    const half = this.#geometry.reach[entry >> 3]!;
    const start = child.parts.length;
    for (const piece of pieces) {
      const metres = metresToPiece(this.#geometry, piece, middle[0]!, middle[1]!, middle[2]!);
      if (metres + reach <= half) {
        child.parts.length = start;
        child.push((entry & ~7) | g.COVERS, start);
        return;
      }
      if (metres - reach <= half) child.parts.push(piece);
    }
    if (child.parts.length > start) child.push(entry, start);
  }
}

function isWorthDividing(level: number, row: number, cost: number): boolean {
  if (level === g.DEEPEST || cost <= WORTH_DIVIDING) return false;
  return cost > CROWDED || (level < USUAL_DEPTH && cellWidth(level, row) > SLIVER_METRES);
}

// Finest cells are 0.0003 degrees, so this is far more than `mayTouch` allows for.
const SLACK_CELLS = 1e-4;
const starts = new Int32Array(16);
const float = new Float32Array(1);
const floatBits = new Int32Array(float.buffer);

function childAt(n: number): number {
  return n < 1 ? 0 : n < 2 ? 1 : n < 3 ? 2 : 3;
}
