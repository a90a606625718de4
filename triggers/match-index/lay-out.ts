import type { Column } from './column.ts';
import { SLICE } from './columns.ts';
import { DrawerTable } from './drawer-table.ts';
import { REST, STRIDE } from './entries.ts';
import type { ColumnGroup, Partition, PartitionDraft } from './partition.ts';

/** The candidates of all partitions, those of a drawer side by side. */
export interface CandidateLayout {
  readonly partitions: ReadonlyMap<number, Partition>;
  /**
   * Where the entries of each drawer begin, one after the other for each filed column of a partition, and where the
   * last ends.
   */
  readonly spans: Int32Array;
  /** The same for columns of which few drawers are used. */
  readonly sparse: DrawerTable;
  /** The first test of each candidate, and the rest of it: its head and two tests. */
  readonly firsts: Int32Array;
  readonly rests: Int32Array;
}

type Entries = Pick<CandidateLayout, 'firsts' | 'rests'>;

/** A column's drawers stand one after the other, used or not, unless that takes too much: of few entries, or of all. */
const MOST_WASTE = 64;
const MOST_WASTE_OF_ALL = 8;

/** Puts the candidates of every drawer side by side. */
export function* layOut(
  drafts: ReadonlyMap<number, PartitionDraft>,
  columns: readonly Column[],
): Generator<void, CandidateLayout> {
  let [size, dense, scattered] = [0, 0, 0];
  for (const draft of drafts.values()) size += draft.size;
  let waste = MOST_WASTE;
  const isDense = (column: number, { ends }: ColumnGroup) => columns[column]!.drawers <= waste * ends.length;
  for (;;) {
    [dense, scattered] = [0, 0];
    for (const draft of drafts.values()) {
      for (const [column, group] of draft.groups) {
        if (isDense(column, group)) dense += columns[column]!.drawers + 1;
        else scattered += group.drawers.length;
      }
    }
    if (dense <= MOST_WASTE_OF_ALL * size || waste < 1) break;
    waste /= 4;
    yield;
  }
  const into: Entries = { firsts: new Int32Array(size), rests: new Int32Array(size * REST) };
  const spans = new Int32Array(dense);
  const sparse = new DrawerTable(scattered);
  const partitions = new Map<number, Partition>();
  let [at, base, sinceYield] = [0, 0, 0];
  for (const [key, draft] of drafts) {
    const alwaysFrom = at;
    for (let i = 0; i < draft.always.length / STRIDE; i++) copyEntry(draft.always.items, i, into, at++);
    const alwaysTo = at;
    const bases: number[] = [];
    for (const [column, group] of draft.groups) {
      if (isDense(column, group)) {
        const starts = spans.subarray(base, base + columns[column]!.drawers + 1);
        place(into, group, at, starts);
        bases.push(base);
        base += starts.length;
      } else {
        placeScattered(into, group, at, (drawer, from, to) => sparse.set(key, column, drawer, from, to));
        bases.push(-1);
      }
      at += group.drawers.length;
      sinceYield += group.drawers.length;
      if (sinceYield > SLICE * 32) {
        sinceYield = 0;
        yield;
      }
    }
    const filed = Int32Array.from(draft.groups.keys());
    partitions.set(key, { key, ...draft.asks(), filed, bases: Int32Array.from(bases), alwaysFrom, alwaysTo });
    sinceYield += 16;
  }
  return { partitions, spans, sparse, ...into };
}

/** Writes a group's entries by drawer and where each drawer begins: a counting sort. */
function place(into: Entries, { entries, drawers, ends }: ColumnGroup, at: number, starts: Int32Array): void {
  for (const drawer of drawers) starts[drawer + 1]!++;
  starts[0] = at;
  for (let drawer = 1; drawer < starts.length; drawer++) starts[drawer]! += starts[drawer - 1]!;
  const next = starts.slice();
  for (let i = 0, d = 0; i < ends.length; i++) {
    for (; d < ends[i]!; d++) copyEntry(entries.items, i, into, next[drawers[d]!]!++);
  }
}

function placeScattered(
  into: Entries,
  { entries, drawers, ends }: ColumnGroup,
  at: number,
  found: (drawer: number, from: number, to: number) => void,
): void {
  const byDrawer = new Map<number, number[]>();
  for (let i = 0, d = 0; i < ends.length; i++) {
    for (; d < ends[i]!; d++) {
      const share = byDrawer.get(drawers[d]!);
      if (share) share.push(i);
      else byDrawer.set(drawers[d]!, [i]);
    }
  }
  let to = at;
  for (const [drawer, share] of byDrawer) {
    found(drawer, to, to + share.length);
    for (const i of share) copyEntry(entries.items, i, into, to++);
  }
}

function copyEntry(from: Int32Array, i: number, { firsts, rests }: Entries, at: number): void {
  rests[at * REST] = from[i * STRIDE]!;
  firsts[at] = from[i * STRIDE + 1]!;
  rests[at * REST + 1] = from[i * STRIDE + 2]!;
  rests[at * REST + 2] = from[i * STRIDE + 3]!;
}
