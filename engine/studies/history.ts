import type { Signal } from '../../sdk/protocol.ts';
import { REASON, withReason } from '../outcomes/reasons.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { Histories, RecordedStep, StoredSignal } from './contract.ts';

/** Signals of a customer that are looked back on at most. */
export const MOST_SIGNALS = 10_000;
const MOST_ABOUT_WORLD = 2_000;
/** It counts for a day at most, as far as it does not say otherwise. */
const WORLD_MS = 86_400_000;
const MOST_STEPS = 1_000;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly customer: string;
  readonly at_ms: number;
  readonly late: boolean;
  readonly value_cut: boolean;
  readonly value: string;
  readonly stored_ms: number;
  readonly seq: number;
  readonly shard: number;
  readonly row: number;
}

/** Creates the histories over ClickHouse. */
export function createHistories(store: OutcomeStore): Histories {
  const read = async (where: string, order: string, most: number, params: Readonly<Record<string, unknown>>) => {
    const rows = await store.query<Row>(`${ROWS} WHERE ${where} ORDER BY ${order} LIMIT ${most}`, params);
    return rows.map(storedOf);
  };
  return {
    async find(ids, signal) {
      const [found] = await read(`${OF_CUSTOMER} AND id = {signal:String}`, OLDEST, 1, { ids, signal });
      return found;
    },
    async upTo(ids, { stored, ...last }) {
      const params = { ids, stored, ...last };
      return (await read(`${OF_CUSTOMER} AND ${UP_TO}`, NEWEST, MOST_SIGNALS, params)).reverse();
    },
    async until(ids, at) {
      const where = `${OF_CUSTOMER} AND at <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')`;
      return (await read(where, NEWEST, MOST_SIGNALS, { ids, at })).reverse();
    },
    async near(ids, { kinds, events, moves }) {
      const [row] = await store.query<NearRow>(NEAR, { ids, kinds, events, moves });
      if (!row) return undefined;
      const what = row.move || (row.kind === 'event' ? `event ${row.event}` : row.kind);
      return { signal: row.id, at: Number(row.at_ms), what };
    },
    async worldBefore(at) {
      const where = `customer = '' AND at <= fromUnixTimestamp64Milli({at:Int64}, 'UTC') AND at > fromUnixTimestamp64Milli({from:Int64}, 'UTC')`;
      return (await read(where, NEWEST, MOST_ABOUT_WORLD, { at, from: at - WORLD_MS }))
        .map(({ signal }) => signal)
        .reverse();
    },
    async decidedAt(ids, signal) {
      const [row] = await store.query<{ readonly at: number }>(DECIDED_AT, { ids, signal });
      return row && Number(row.at);
    },
    async steps(ids, signal) {
      const rows = await store.query<RecordedStep & { readonly trigger: string }>(STEPS, { ids, signal });
      return rows.map((row) => ({ ...withReason(row), at: Number(row.at) }));
    },
  };
}

interface NearRow {
  readonly id: string;
  readonly at_ms: number;
  readonly kind: string;
  readonly event: string;
  readonly move: string;
}

const NEAR = `
  SELECT id, toUnixTimestamp64Milli(at) AS at_ms, kind, JSONExtractString(value, 'name') AS event,
    arrayFirst(move -> has({moves:Array(String)}, move), JSONExtract(moves, 'Array(String)')) AS move
  FROM signals
  WHERE customer IN {ids:Array(String)} AND (kind IN {kinds:Array(String)}
    OR (kind = 'event' AND event IN {events:Array(String)})
    OR (moves != '' AND hasAny(JSONExtract(moves, 'Array(String)'), {moves:Array(String)})))
  ORDER BY at DESC LIMIT 1`;

const ROWS = `SELECT id, kind, customer, toUnixTimestamp64Milli(at) AS at_ms, late, value_cut, value,
  toUnixTimestamp64Milli(stored_at) AS stored_ms, seq, shard, row FROM signals`;
const OF_CUSTOMER = 'customer IN {ids:Array(String)}';
const UP_TO =
  '(toUnixTimestamp64Milli(stored_at), seq, shard, row) <= ({stored:Int64}, {seq:UInt32}, {shard:UInt16}, {row:UInt32})';
const OLDEST = 'stored_at, seq, shard, row';
const NEWEST = 'stored_at DESC, seq DESC, shard DESC, row DESC';
const DECIDED_AT = `
  SELECT toUnixTimestamp64Milli(signal_at) AS at FROM outcomes
  WHERE customer IN {ids:Array(String)} AND signal = {signal:String} AND trigger != '' LIMIT 1`;
const STEPS = `
  SELECT trigger, toUnixTimestamp64Milli(at) AS at, step, version, channel, place, gate, reason, decision, ${REASON}
  FROM outcomes
  WHERE customer IN {ids:Array(String)} AND decision IN (
    SELECT DISTINCT decision FROM outcomes WHERE customer IN {ids:Array(String)} AND signal = {signal:String} AND trigger != ''
  )
  ORDER BY stored_at, seq, shard, row
  LIMIT ${MOST_STEPS}`;

function storedOf(row: Row): StoredSignal {
  const { id, kind, customer, at_ms, late, value_cut, value } = row;
  return {
    signal: { id, kind, customer, at: Number(at_ms), value: JSON.parse(value) as Signal['value'] },
    late,
    isCut: value_cut,
    order: { stored: Number(row.stored_ms), seq: Number(row.seq), shard: Number(row.shard), row: Number(row.row) },
  };
}
