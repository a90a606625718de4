import { WITHIN } from '../outcomes/query-params.ts';
import { REASON } from '../outcomes/reasons.ts';

const COLUMNS = 'stored_at, seq, shard, row, type';
const MARK =
  "concat(toString(toUnixTimestamp64Milli(stored_at)), '.', toString(seq), '.', toString(shard), '.', toString(row), '.', type)";
const BOUND = '({m0:Int64}, {m1:UInt32}, {m2:UInt16}, {m3:UInt32}, {m4:String})';

/**
 * The SELECT of one page of a story: signals and outcomes of all ids of a customer, in the order in which they were
 * recorded. `DESC` with a place reads what is before it, `ASC` what is after it.
 */
export function rowsSql(order: 'ASC' | 'DESC', hasPlace: boolean, hasKinds: boolean): string {
  const beyond = `(toUnixTimestamp64Milli(stored_at), seq, shard, row, type) ${order === 'ASC' ? '>' : '<'} ${BOUND}`;
  const where = ['customer IN {ids:Array(String)}', WITHIN, ...(hasPlace ? [beyond] : [])].join(' AND ');
  const sorted = COLUMNS.split(', ')
    .map((column) => `${column} ${order}`)
    .join(', ');
  return `
    SELECT toUnixTimestamp64Milli(at) AS at, ${MARK} AS mark, type, what, customer, signal, decision, trigger, version, channel,
      provider, place, gate, reason, code, args, until, attempt, round(elapsed_ms, 3) AS elapsed_ms,
      if(what = 'sent', content, value) AS value, moves
    FROM (
      SELECT at, 'signal' AS type, kind AS what, customer, id AS signal, '' AS decision, '' AS trigger, 0 AS version,
        '' AS channel, '' AS provider, '' AS place, '' AS gate, if(late, 'late', '') AS reason, '' AS code, '' AS args,
        0 AS until, 0 AS attempt, 0. AS elapsed_ms, value, JSONExtract(moves, 'Array(String)') AS moves,
        stored_at, seq, shard, row
      FROM signals
      WHERE ${where}${hasKinds ? ' AND kind IN {kinds:Array(String)}' : ''}
      ORDER BY ${sorted} LIMIT {most:UInt32}
      UNION ALL
      SELECT at, 'outcome' AS type, step AS what, customer, signal, decision, trigger, version, channel, provider, place, gate,
        reason, ${REASON}, attempt, elapsed_ms, '' AS value, CAST([], 'Array(String)') AS moves, stored_at, seq, shard, row
      FROM outcomes
      WHERE ${where}${hasKinds ? ' AND step IN {kinds:Array(String)}' : ''}
      ORDER BY ${sorted} LIMIT {most:UInt32}
    ) AS told
    LEFT ANY JOIN (SELECT decision, content FROM messages WHERE customer IN {ids:Array(String)}) AS said USING (decision)
    ORDER BY ${sorted} LIMIT 1 BY ${COLUMNS} LIMIT {most:UInt32}`;
}

/** When the oldest row of a customer is from, and how many there are. */
export const OLDEST = `
  SELECT toUnixTimestamp64Milli(min(first)) AS at, sum(n) AS n FROM (
    SELECT min(at) AS first, count() AS n FROM signals WHERE customer IN {ids:Array(String)} HAVING n > 0
    UNION ALL
    SELECT min(at) AS first, count() AS n FROM outcomes WHERE customer IN {ids:Array(String)} HAVING n > 0
  )`;

const PLACE = /^(\d{1,16})\.(\d{1,10})\.(\d{1,5})\.(\d{1,10})\.(signal|outcome)$/;

/** Reads a mark of a story as parameters; undefined: it is none. */
export function readPlace(mark: string | undefined): Readonly<Record<string, string | number>> | undefined {
  const found = mark === undefined ? undefined : PLACE.exec(mark);
  if (!found) return undefined;
  const [, m0, m1, m2, m3, m4] = found as unknown as readonly string[];
  return { m0: Number(m0), m1: Number(m1), m2: Number(m2), m3: Number(m3), m4: m4! };
}
