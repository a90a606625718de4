import { closest } from 'fastest-levenshtein';
import type { OutcomeStore } from '../stores/contract.ts';
import type { QueryAnswer } from './contract.ts';
import type { Query } from './queries/contract.ts';
import { limit } from './query-params.ts';
import { withReason } from './reasons.ts';
import { readNarrowly } from './results-views.ts';
import { sayLiterally } from './say-literally.ts';
import { findSettled, JOINED_WHILE_READ } from './settled-decisions.ts';
import { showSql } from './show-sql.ts';

/** A query has an unknown name or wrong parameters. The message tells what was expected. */
export class InvalidQuery extends Error {
  override readonly name = 'InvalidQuery';
}

/**
 * Runs a named query. Throws InvalidQuery for an unknown name (with the nearest one) or wrong parameters. `lagMs` tells
 * how long rows have waited for ClickHouse; `isMasked`: customers have their other names.
 */
export async function runQuery(
  store: Pick<OutcomeStore, 'query' | 'measure'>,
  queries: ReadonlyMap<string, Query>,
  name: string,
  params: Readonly<Record<string, unknown>>,
  lagMs?: () => Promise<number | null>,
  isMasked = false,
): Promise<QueryAnswer> {
  const query = queries.get(name);
  if (!query) {
    throw new InvalidQuery(`there is no question '${name}'; did you mean '${closest(name, [...queries.keys()])}'?`);
  }
  const checked = query.params.extend(limit).strict().safeParse(toTexts(params));
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`);
    throw new InvalidQuery(`'${name}' cannot be asked like this: ${problems.join('; ')}`);
  }
  const { data } = checked;
  const most = Number(data.limit);
  const said = typeof query.sql === 'string' ? query.sql : query.sql(data);
  const limitsItself = said.includes(OWN_LIMIT);
  const sql = limitsItself ? said : `${said}\nLIMIT ${OWN_LIMIT}`;
  const derived: Readonly<Record<string, unknown>> = query.derive?.(data) ?? {};
  const bound = { ...data, ...derived, since: derived.beforeFrom ?? data.from ?? 0 };
  const startedAt = performance.now();
  const settled = readsDecisions(sql) ? await findSettled(store) : [];
  const narrow = readNarrowly(sql, isMasked, settled);
  const [asked, stored] = await Promise.all([
    store.measure<Readonly<Record<string, unknown>>>(narrow, { ...bound, limit: most + 1 }),
    store.query<{ at: number }>(NEWEST, {}),
  ]);
  const { rows, readRows } = asked;
  // To count the rows of a question by asking it once more would take as long again.
  const told = query.countsInRows ? ofRow(rows[0]) : limitsItself ? undefined : asked.ofLimited;
  let of = told ?? rows.length + Number(data.skip ?? 0);
  if (told === undefined && (rows.length > most || (rows.length === 0 && of > 0))) {
    const all = { ...bound, limit: EVERYTHING, ...('skip' in data && { skip: 0 }) };
    const count = readNarrowly(query.count?.(data) ?? '', isMasked, settled) || `SELECT count() AS of FROM (${narrow})`;
    const [counted] = await store.query<{ of: number }>(count, all);
    of = Math.max(Number(counted?.of ?? 0), rows.length > most ? of : 0);
  }
  const kept = query.keeps === 'newest' ? rows.slice(-most) : rows.slice(0, most);
  return {
    rows: (query.countsInRows ? kept.map(({ of: _, ...row }) => row) : kept).map(withReason),
    of,
    asOf: stored[0]?.at || null,
    lagMs: (await lagMs?.()) ?? null,
    readRows,
    tookMs: Math.round(performance.now() - startedAt),
    sql: query.hasNoView ? '' : sayLiterally(showSql(sql), { ...bound, limit: most }),
  };
}

function ofRow(row: Readonly<Record<string, unknown>> | undefined): number | undefined {
  return row && Number(row.of);
}

function readsDecisions(sql: string): boolean {
  return sql.includes('results.decisions') || sql.includes(JOINED_WHILE_READ);
}

/** Lists and yes or no as a query string has them, so that what was checked once can be checked again. */
function toTexts(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const textOf = (value: unknown) => {
    if (Array.isArray(value)) return value.map((one) => (one === '' ? 'unknown' : one)).join(',');
    return typeof value === 'boolean' ? String(value) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textOf(value)]));
}

const OWN_LIMIT = '{limit:UInt32}';
const EVERYTHING = 4_294_967_295;
/** Is answered from what ClickHouse keeps of each part, without reading rows. */
const NEWEST = 'SELECT toUnixTimestamp64Milli(max(stored_at)) AS at FROM outcomes';
