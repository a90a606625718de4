import { GrowingInts } from '../../slices/growing.ts';
import type { Geometry } from '../geometry.ts';
import type { CellList } from './cell-list.ts';
import { COVERS, ROOT_COLS, ROOT_ROWS } from './grid.ts';

/** The part of every item that lies in each root cell, before the cells are divided. */
export class RootCells {
  readonly parts: GrowingInts;
  readonly #heads = new Int32Array(ROOT_COLS * ROOT_ROWS).fill(-1);
  readonly #filled = new GrowingInts(64);
  /** Records of four: item * 8 + code, where its parts begin and end, the cell's next record. */
  readonly #records: GrowingInts;

  constructor({ kind, isLast }: Geometry) {
    // A little more than every part and item once: few lie in several cells.
    this.parts = new GrowingInts(16 + Math.ceil(1.2 * isLast.length));
    this.#records = new GrowingInts(16 + 6 * kind.length);
  }

  /** The item covers the root cell. */
  cover(col: number, row: number, item: number): void {
    this.#push(col, row, item * 8 + COVERS, 0, 0);
  }

  /** The item's edge runs through the root cell, with these parts. */
  touch(col: number, row: number, item: number, code: number, parts: Int32Array, from: number, to: number): void {
    const start = this.parts.length;
    for (let i = from; i < to; i++) this.parts.push(parts[i]!);
    this.#push(col, row, item * 8 + code, start, this.parts.length);
  }

  /** The cells in which something lies, in the order in which they were reached. */
  filled(): Int32Array {
    return this.#filled.items.subarray(0, this.#filled.length);
  }

  /** Lists what is in a root cell. */
  read(cell: number, list: CellList): void {
    list.clear();
    const { items } = this.#records;
    for (let at = this.#heads[cell]!; at >= 0; at = items[at + 3]!) {
      const start = list.parts.length;
      for (let i = items[at + 1]!; i < items[at + 2]!; i++) list.parts.push(this.parts.items[i]!);
      list.push(items[at]!, start);
    }
  }

  #push(col: number, row: number, entry: number, from: number, to: number): void {
    const cell = row * ROOT_COLS + col;
    const at = this.#records.take(4);
    const { items } = this.#records;
    items[at] = entry;
    items[at + 1] = from;
    items[at + 2] = to;
    if (this.#heads[cell]! < 0) this.#filled.push(cell);
    items[at + 3] = this.#heads[cell]!;
    this.#heads[cell] = at;
  }
}
