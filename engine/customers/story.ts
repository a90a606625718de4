import { WITHIN } from '../outcomes/query-params.ts';
import { withReason } from '../outcomes/reasons.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { Stories, StoryAsk, StoryLine, StoryRows, TrackPoint } from './contract.ts';
import { OLDEST, readPlace, rowsSql } from './story-sql.ts';

type Store = Pick<OutcomeStore, 'query'>;

/** Creates the stories over ClickHouse. */
export function createStories(store: Store): Stories {
  return {
    async page(ask) {
      const [rows, of] = await Promise.all([readRows(store, ask), count(store, ask)]);
      if (rows.length === 0) return { rows, of, ...(await readOutside(store, ask)) };
      const [older, newer] = await Promise.all([
        readRows(store, { ...ask, after: undefined, before: rows[0]!.mark, most: 1 }),
        readRows(store, { ...ask, before: undefined, after: rows.at(-1)!.mark, most: 1 }),
      ]);
      return {
        rows,
        of,
        ...(older.length > 0 && { older: rows[0]!.mark }),
        ...(newer.length > 0 && { newer: rows.at(-1)!.mark }),
        ...(await readOldest(store, ask)),
      };
    },
    async track({ ids, from, to, most }) {
      const rows = await store.query<TrackRow>(TRACK, { ids, most, ...periodOf({ from, to }) });
      return rows.map(pointOf).reverse();
    },
  };
}

const LATEST_MS = 8_640_000_000_000;

/** Reads the rows next to a mark, or the newest; oldest row first. */
async function readRows(store: Store, ask: StoryAsk): Promise<readonly StoryLine[]> {
  const { ids, kinds, most } = ask;
  const isForward = ask.after !== undefined;
  const place = readPlace(ask.after ?? ask.before);
  const rows = await store.query<StoryLine>(
    rowsSql(isForward ? 'ASC' : 'DESC', place !== undefined, kinds !== undefined),
    {
      ids,
      most,
      ...periodOf(ask),
      ...(kinds && { kinds }),
      ...place,
    },
  );
  const told = rows.map((row) => withReason({ ...row, at: Number(row.at) }));
  return isForward ? told : told.reverse();
}

async function count(store: Store, { ids, kinds, ...period }: StoryAsk): Promise<number> {
  const where = `customer IN {ids:Array(String)} AND ${WITHIN}`;
  const sql = `SELECT (SELECT count() FROM signals WHERE ${where}${kinds ? ' AND kind IN {kinds:Array(String)}' : ''})
    + (SELECT count() FROM outcomes WHERE ${where}${kinds ? ' AND step IN {kinds:Array(String)}' : ''}) AS n`;
  const [found] = await store.query<{ n: number }>(sql, { ids, ...periodOf(period), ...(kinds && { kinds }) });
  return Number(found?.n ?? 0);
}

/** The newest row that the period or the kinds leave out. */
async function readOutside(store: Store, { ids }: StoryAsk): Promise<Pick<StoryRows, 'outside' | 'oldestAt'>> {
  const [row] = await readRows(store, { ids, most: 1 });
  if (!row) return {};
  const { at, mark, what, type } = row;
  return { outside: { at, mark, what, type }, ...(await readOldest(store, { ids })) };
}

async function readOldest(store: Store, { ids }: Pick<StoryAsk, 'ids'>): Promise<Pick<StoryRows, 'oldestAt'>> {
  const [found] = await store.query<{ at: number; n: number }>(OLDEST, { ids });
  return found && Number(found.n) > 0 ? { oldestAt: Number(found.at) } : {};
}

function periodOf({ from = 0, to = LATEST_MS }: Pick<StoryAsk, 'from' | 'to'>) {
  return { from: Math.trunc(from), to: Math.trunc(to) };
}

interface TrackRow {
  readonly at_ms: number;
  readonly signal: string;
  readonly lat: number;
  readonly lon: number;
  readonly accuracy: number;
}

const TRACK = `
  SELECT toUnixTimestamp64Milli(at) AS at_ms, id AS signal, JSONExtractFloat(value, 'lat') AS lat,
    JSONExtractFloat(value, 'lon') AS lon, JSONExtractFloat(value, 'accuracyMetres') AS accuracy
  FROM signals
  WHERE customer IN {ids:Array(String)} AND kind = 'location' AND JSONHas(value, 'lat') AND JSONHas(value, 'lon') AND ${WITHIN}
  ORDER BY at DESC LIMIT {most:UInt32}`;

function pointOf({ at_ms, signal, lat, lon, accuracy }: TrackRow): TrackPoint {
  const accuracyMetres = Number(accuracy);
  return {
    at: Number(at_ms),
    signal,
    lat: Number(lat),
    lon: Number(lon),
    ...(accuracyMetres > 0 && { accuracyMetres }),
  };
}
