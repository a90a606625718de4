import { GrowingInts } from '../../slices/growing.ts';
import { CIRCLE_EDGE, CORRIDOR_EDGE, COVERS } from './grid.ts';

// An edge costs 1 to test, an item this much more.
const ITEM_COST = 2;

/** The items that cover a cell or run through it, while the grid is built. */
export class CellList {
  /** Of each item: `item * 8 + code`, where its parts begin and end in `parts`. */
  readonly records = new GrowingInts(48);
  readonly parts = new GrowingInts(64);

  clear(): void {
    this.records.length = 0;
    this.parts.length = 0;
  }

  /** Notes an item whose parts are those from `firstPart` on. */
  push(entry: number, firstPart: number): void {
    const at = this.records.take(3);
    this.records.items[at] = entry;
    this.records.items[at + 1] = firstPart;
    this.records.items[at + 2] = this.parts.length;
  }

  /** Returns the cost of testing all edges that run through the cell. */
  cost(): number {
    const { items, length } = this.records;
    let cost = 0;
    for (let at = 0; at < length; at += 3) {
      if ((items[at]! & 7) !== COVERS) cost += ITEM_COST + items[at + 2]! - items[at + 1]!;
    }
    return cost;
  }

  /** Writes entries as `Grid.data` has them, all or only what covers the cell; gives how many. */
  writeTo(data: GrowingInts, onlyCovers: boolean, writeEdge: (part: number) => void): number {
    const { items, length } = this.records;
    let count = 0;
    for (let at = 0; at < length; at += 3) {
      const entry = items[at]!;
      const code = entry & 7;
      if (onlyCovers && code !== COVERS) continue;
      data.push(entry);
      count++;
      if (code === COVERS || code === CIRCLE_EDGE) continue;
      const [first, end] = [items[at + 1]!, items[at + 2]!];
      data.push(end - first);
      for (let i = first; i < end; i++) {
        if (code === CORRIDOR_EDGE) data.push(this.parts.items[i]!);
        else writeEdge(this.parts.items[i]!);
      }
    }
    return count;
  }
}
