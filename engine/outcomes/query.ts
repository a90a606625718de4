import { closest } from 'fastest-levenshtein';
import type { OutcomeStore } from '../stores/contract.ts';
import type { QueryAnswer } from './contract.ts';
import type { Query } from './queries/contract.ts';
import { limit } from './query-params.ts';
import { withReason } from './reasons.ts';

/** A query has an unknown name or wrong parameters. The message tells what was expected. */
export class InvalidQuery extends Error {
  override readonly name = 'InvalidQuery';
}

/**
 * Runs a named query. Throws InvalidQuery for an unknown name (with the nearest one) or wrong parameters.
 */
export async function runQuery(
  store: Pick<OutcomeStore, 'query'>,
  queries: ReadonlyMap<string, Query>,
  name: string,
  params: Readonly<Record<string, unknown>>,
): Promise<QueryAnswer> {
  const query = queries.get(name);
  if (!query) {
    throw new InvalidQuery(`there is no question '${name}'; did you mean '${closest(name, [...queries.keys()])}'?`);
  }
  const checked = query.params.extend(limit).strict().safeParse(params);
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`);
    throw new InvalidQuery(`'${name}' cannot be asked like this: ${problems.join('; ')}`);
  }
  const most = Number(checked.data.limit);
  const sql = query.sql.includes(OWN_LIMIT) ? query.sql : `${query.sql}\nLIMIT ${OWN_LIMIT}`;
  const rows = await store.query<Readonly<Record<string, unknown>>>(sql, { ...checked.data, limit: most + 1 });
  if (rows.length <= most) return { rows: rows.map(withReason), of: rows.length };
  const kept = query.keeps === 'newest' ? rows.slice(-most) : rows.slice(0, most);
  const [counted] = await store.query<{ of: number }>(`SELECT count() AS of FROM (${sql})`, {
    ...checked.data,
    limit: EVERYTHING,
  });
  return { rows: kept.map(withReason), of: Math.max(Number(counted?.of ?? 0), rows.length) };
}

const OWN_LIMIT = '{limit:UInt32}';
const EVERYTHING = 4_294_967_295;
