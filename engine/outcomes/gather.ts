import type { Cluster, Redis } from 'ioredis';
import { readEntries, type StreamEntry } from './stream.ts';

/** The entries that one round of the sink read. */
export interface GatheredRows {
  readonly certain: readonly StreamEntry[];
  /** Entries that were read before. Their rows may be in ClickHouse or not. */
  readonly doubtful: readonly StreamEntry[];
  readonly rows: number;
  /** The next round may find more at once. */
  readonly hasMore: boolean;
}

/**
 * The limits of a round. A part of tens of thousands of rows costs ClickHouse the least for each row, and fits in
 * memory.
 */
const MOST_ROWS = 60_000;
const MOST_CHARS = 16_000_000;
/** The rows that one read of a stream aims at. */
const READ_ROWS = 4_000;
const FEWEST_ENTRIES = 8;
const MOST_ENTRIES = 400;

/**
 * Creates the function that reads the streams of shards until they are empty or the round is full. It reads a doubtful
 * shard once, because its entries must be written first.
 */
export function createGather(redis: Redis | Cluster) {
  /** The rows in the fullest entry lately. It decides how many entries a read asks for. */
  let densest = READ_ROWS;
  const read = async (shard: number, which: 'new' | 'pending') => {
    const most = Math.min(MOST_ENTRIES, Math.max(FEWEST_ENTRIES, Math.ceil(READ_ROWS / densest)));
    const entries = await readEntries(redis, shard, which, most);
    return { shard, entries, isFull: entries.length === most };
  };
  return async (shards: readonly number[], doubtful: Set<number>): Promise<GatheredRows> => {
    const again = await Promise.all(
      [...doubtful].filter((shard) => shards.includes(shard)).map((s) => read(s, 'pending')),
    );
    const certain: StreamEntry[] = [];
    let open = shards.filter((shard) => !doubtful.has(shard));
    for (const { shard, entries } of again) if (entries.length === 0) doubtful.delete(shard);
    let rows = 0;
    let chars = 0;
    while (open.length > 0 && rows < MOST_ROWS && chars < MOST_CHARS) {
      const slices = await Promise.all(open.map((shard) => read(shard, 'new')));
      open = slices.filter(({ isFull }) => isFull).map(({ shard }) => shard);
      const fullest = { rows: 1 };
      for (const entry of slices.flatMap(({ entries }) => entries)) {
        certain.push(entry);
        rows += entry.lines.length;
        chars += entry.chars;
        fullest.rows = Math.max(fullest.rows, entry.lines.length);
      }
      densest = Math.max(fullest.rows, densest / 2);
    }
    const pending = again.flatMap(({ entries }) => entries);
    return { certain, doubtful: pending, rows: rows + pending.length, hasMore: again.length > 0 || open.length > 0 };
  };
}
