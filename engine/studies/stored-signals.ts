import type { Signal } from '../../sdk/protocol.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { createValueCheck } from '../ingest/validate.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { Period, RecordedBatch } from './contract.ts';

/** The signals of one page; limits its memory. */
const PAGE = 10_000;

interface Row {
  readonly stored_ms: number;
  readonly seq: number;
  readonly shard: number;
  readonly row: number;
  readonly id: string;
  readonly kind: string;
  readonly customer: string;
  readonly at_ms: number;
  readonly late: boolean;
  readonly value: string;
}

/** Creates the reader of stored signals. */
export function createRecordings(store: OutcomeStore, kinds: ReadonlyMap<string, SignalKind>) {
  const check = createValueCheck(kinds);
  return {
    count: (period: Period) => countStored(store, period),
    read: (period: Period, most: number, oneIn = 1) => readStored(store, period, check, most, oneIn),
  };
}

async function countStored(store: OutcomeStore, { from, to }: Period): Promise<number> {
  const sql = `SELECT count() AS signals FROM signals WHERE ${WITHIN}`;
  const [row] = await store.query<{ signals: number | string }>(sql, { from, to });
  return Number(row?.signals ?? 0);
}

/**
 * Reads at most `most` stored signals in the order in which they were taken, page by page. A value that was too long to
 * store has only its short members.
 */
async function* readStored(
  store: OutcomeStore,
  { from, to }: Period,
  check: (kind: string, value: Signal['value']) => string | undefined,
  most: number,
  oneIn: number,
): AsyncGenerator<RecordedBatch> {
  const within = oneIn > 1 ? `${WITHIN} AND ${SAMPLED}` : WITHIN;
  let last = { stored: 0, seq: 0, shard: 0, row: 0 };
  let isFirst = true;
  for (let done = 0; done < most; ) {
    const after = isFirst ? '' : `AND ${AFTER}`;
    const limit = Math.min(PAGE, most - done);
    const rows = await store.query<Row>(`${ROWS} WHERE ${within} ${after} ${ORDER} LIMIT ${limit}`, {
      from,
      to,
      oneIn,
      ...last,
    });
    isFirst = false;
    const final = rows.at(-1);
    if (!final) return;
    done += rows.length;
    yield batchOf(rows, check, done);
    if (rows.length < limit) return;
    last = {
      stored: Number(final.stored_ms),
      seq: Number(final.seq),
      shard: Number(final.shard),
      row: Number(final.row),
    };
  }
}

const WITHIN =
  "at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";
// A customer is in the sample with all of their signals, or with none.
const SAMPLED = "(customer = '' OR cityHash64(customer) % {oneIn:UInt32} = 0)";
const ROWS =
  'SELECT toUnixTimestamp64Milli(stored_at) AS stored_ms, seq, shard, row, id, kind, customer, toUnixTimestamp64Milli(at) AS at_ms, late, value FROM signals';
const ORDER = 'ORDER BY stored_at, seq, shard, row';
// Said twice: the first lets ClickHouse pass over what lies before.
const AFTER = `stored_at >= fromUnixTimestamp64Milli({stored:Int64}, 'UTC')
  AND (toUnixTimestamp64Milli(stored_at), seq, shard, row) > ({stored:Int64}, {seq:UInt32}, {shard:UInt16}, {row:UInt32})`;

function batchOf(
  rows: readonly Row[],
  check: (kind: string, value: Signal['value']) => string | undefined,
  done: number,
): RecordedBatch {
  const signals: Signal[] = [];
  const late = new Set<Signal>();
  const refused: string[] = [];
  for (const { id, kind, customer, at_ms, late: isLate, value: text } of rows) {
    const value = JSON.parse(text) as Signal['value'];
    const fault = check(kind, value);
    if (fault !== undefined) {
      refused.push(`${id}: ${fault}`);
      continue;
    }
    const signal = { id, kind, customer, at: Number(at_ms), value };
    signals.push(signal);
    if (isLate) late.add(signal);
  }
  return { signals, late, refused, done };
}
