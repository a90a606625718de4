import type { OutcomeStore } from '../stores/contract.ts';
import { RowsRefused } from '../stores/contract.ts';
import { type Layout, layoutOf, placeLine } from './layouts.ts';
import type { StreamEntry } from './stream.ts';

/** A row with its place in the streams: its entry and its number there. No two rows have the same place. */
export interface StreamRow {
  readonly entry: StreamEntry;
  readonly number: number;
  readonly line: string;
}

export type RowsByTable = ReadonlyMap<Layout, readonly StreamRow[]>;

/** Sets aside a row that ClickHouse cannot read, with the reason. */
export type Refuse = (line: string, why: string) => Promise<void>;

const MOST_ROWS = 80_000;
const MOST_CHARS = 24_000_000;

/** Groups entries so that each group makes one part for each table. An entry is never split. */
export function groupsOf(entries: readonly StreamEntry[]): readonly (readonly StreamEntry[])[] {
  const groups: StreamEntry[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  let chars = 0;
  for (const entry of entries) {
    if (rows + entry.lines.length > MOST_ROWS || chars + entry.chars > MOST_CHARS) {
      groups.push([]);
      rows = 0;
      chars = 0;
    }
    groups.at(-1)!.push(entry);
    rows += entry.lines.length;
    chars += entry.chars;
  }
  return groups;
}

/** Groups the rows of entries by layout, each with its place. Refuses lines of no known layout. */
export async function groupByTable(entries: readonly StreamEntry[], refuse: Refuse): Promise<RowsByTable> {
  const batch = new Map<Layout, StreamRow[]>();
  for (const entry of entries) {
    const { lines } = entry;
    for (let number = 0; number < lines.length; number++) {
      const line = lines[number]!;
      const layout = layoutOf(line);
      if (layout === undefined) {
        await refuse(line, 'not a line of a known table');
        continue;
      }
      const rows = batch.get(layout) ?? [];
      if (rows.length === 0) batch.set(layout, rows);
      rows.push({ entry, number, line: placeLine(line, layout, entry, number) });
    }
  }
  return batch;
}

/**
 * Inserts a batch, the rows of each layout as one part. Refuses the rows that ClickHouse cannot read, one by one, and
 * inserts the rest.
 */
export async function insertBatch(
  store: OutcomeStore,
  batch: RowsByTable,
  mark: string,
  refuse: Refuse,
): Promise<void> {
  for (const [layout, rows] of batch) await insertRows(store, layout, rows, mark, refuse);
}

async function insertRows(
  store: OutcomeStore,
  layout: Layout,
  rows: readonly StreamRow[],
  mark: string,
  refuse: Refuse,
): Promise<void> {
  try {
    await store.insert(
      layout.table,
      rows.map(({ line }) => line),
      { mark, columns: layout.columns },
    );
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error;
    if (rows.length === 1) return refuse(rows[0]!.line, error.message);
    const middle = rows.length >> 1;
    await insertRows(store, layout, rows.slice(0, middle), mark, refuse);
    await insertRows(store, layout, rows.slice(middle), mark, refuse);
  }
}
