import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { RowsByTable, StreamRow } from './batch.ts';
import type { Layout } from './layouts.ts';
import type { StreamEntry } from './stream.ts';

const PREFIX = 'kairos-sink:';
/** The time within which an insert must end after KILL. */
const END_MS = 30_000;

/**
 * Returns the mark of an insert with rows of these shards. The next writer of a shard finds the running insert by it.
 */
export function markOf(shards: Iterable<number>): string {
  return PREFIX + [...shards].join(',');
}

/**
 * Returns the rows of a batch that are not in ClickHouse. Ends a running insert of these shards first, so that the
 * answer stays true. After a crash or an insert without an answer only the stored places tell: a deduplication token
 * can swallow rows that never got in.
 */
export async function missingOf(
  store: OutcomeStore,
  batch: RowsByTable,
  entries: readonly StreamEntry[],
  log: Log,
): Promise<RowsByTable> {
  const shards = new Set(entries.map(({ shard }) => shard));
  await endInserts(store, shards);
  const missing = new Map<Layout, readonly StreamRow[]>();
  for (const [layout, rows] of batch) {
    const { table } = layout;
    const there = await placesIn(store, table, entries);
    const absent = rows.filter(({ entry: { shard, ms, seq }, number }) => !there.has(placeOf(shard, ms, seq, number)));
    if (absent.length > 0) missing.set(layout, absent);
    if (absent.length < rows.length) {
      log.info('rows were in ClickHouse already', { table, rows: rows.length - absent.length });
    }
  }
  return missing;
}

/**
 * Counts the decisions and visits of entries once more, from their rows that are stored: an insert that was cut may
 * have stored its rows and not counted them. What is counted already stays as it is.
 */
export async function countAgain(store: OutcomeStore, entries: readonly StreamEntry[]): Promise<void> {
  for (const shard of new Set(entries.map((entry) => entry.shard))) {
    const times = entries.filter((entry) => entry.shard === shard).map(({ ms }) => ms);
    const of = { shard, first: Math.min(...times), last: Math.max(...times), times };
    await store.command(
      `INSERT INTO decision_feed (${FED}, stream_place) SELECT ${FED}, ${STREAM_PLACE} FROM outcomes WHERE decision != '' AND ${OF_ENTRIES}`,
      of,
    );
    await store.command(
      `INSERT INTO visits (place, customer, at)
       SELECT substring(arrayJoin(arrayFilter(m -> startsWith(m, 'enter '), JSONExtract(moves, 'Array(String)'))), 7), customer, at
       FROM signals WHERE moves != '' AND customer != '' AND ${OF_ENTRIES}`,
      of,
    );
  }
}

/** The columns that decisions are counted from, as `011-decision-feed.sql` and `040-attempts-fed.sql` have them. */
const FED = [
  ...['step', 'at', 'elapsed_ms', 'customer', 'signal', 'signal_at', 'trigger', 'version', 'decision', 'channel'],
  ...['provider', 'place', 'gate', 'code', 'args', 'device_form', 'device_system', 'weather', 'temperature_band'],
  ...['hour', 'weekday', 'country', 'cell', 'place_tags', 'purpose', 'template', 'locale', 'variant', '`group`'],
  ...['alone', 'machine', 'goal', 'is_primary', 'is_first', 'is_last', 'value', 'attempt'],
].join(', ');

/** A row's place in the streams, as `041-outcomes-fed-with-attempts.sql` has it. */
const STREAM_PLACE = 'toUInt32(cityHash64(stored_at, seq, shard, row))';

/** The rows of entries of one shard. */
const OF_ENTRIES = `shard = {shard:UInt16}
  AND stored_at BETWEEN fromUnixTimestamp64Milli({first:Int64}, 'UTC') AND fromUnixTimestamp64Milli({last:Int64}, 'UTC')
  AND toUnixTimestamp64Milli(stored_at) IN {times:Array(Int64)}`;

async function placesIn(
  store: OutcomeStore,
  table: string,
  entries: readonly StreamEntry[],
): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const shard of new Set(entries.map((entry) => entry.shard))) {
    const times = entries.filter((entry) => entry.shard === shard).map(({ ms }) => ms);
    const found = await store.query<{ ms: number; seq: number; row: number }>(
      `SELECT toUnixTimestamp64Milli(stored_at) AS ms, seq, row FROM ${table} WHERE ${OF_ENTRIES}`,
      { shard, first: Math.min(...times), last: Math.max(...times), times },
    );
    for (const { ms, seq, row } of found) places.add(placeOf(shard, ms, seq, row));
  }
  return places;
}

function placeOf(shard: number, ms: number, seq: number, row: number): string {
  return `${shard}:${ms}-${seq}:${row}`;
}

/** Ends inserts with KILL and a wait: the library never returns from KILL … SYNC. */
async function endInserts(store: OutcomeStore, shards: ReadonlySet<number>): Promise<void> {
  const ours = `startsWith(Settings['log_comment'], '${PREFIX}')
    AND hasAny(splitByChar(',', substring(Settings['log_comment'], ${PREFIX.length + 1})), {shards:Array(String)})`;
  const params = { shards: [...shards].map(String) };
  for (const giveUpAt = performance.now() + END_MS; ; await pause(100)) {
    const running = await store.query(`SELECT query_id FROM system.processes WHERE ${ours}`, params);
    if (running.length === 0) return;
    if (performance.now() > giveUpAt) throw new Error('an earlier insert of these rows does not end');
    await store.command(`KILL QUERY WHERE ${ours}`, params);
  }
}
