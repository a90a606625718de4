import { closest } from 'fastest-levenshtein';
import type { OutcomeStore } from '../stores/contract.ts';
import type { Query } from './queries/contract.ts';

/** A question that cannot be asked as it was; says what was expected. */
export class InvalidQuery extends Error {
  override readonly name = 'InvalidQuery';
}

/** Asks the named question. Throws InvalidQuery when there is none of the name (with the nearest), or its parameters are wrong. */
export async function runQuery(
  store: OutcomeStore,
  queries: ReadonlyMap<string, Query>,
  name: string,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const query = queries.get(name);
  if (!query) {
    throw new InvalidQuery(`there is no question '${name}'; did you mean '${closest(name, [...queries.keys()])}'?`);
  }
  const checked = query.params.strict().safeParse(params);
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`);
    throw new InvalidQuery(`'${name}' cannot be asked like this: ${problems.join('; ')}`);
  }
  return store.query(query.sql, checked.data);
}
