import type { OutcomeStore } from '../stores/contract.ts';
import { DECISION_COLUMNS, STEP_TIMES } from './decision-columns.ts';

/*
 * DECISIONS WHILE ROWS COME IN. Rows of one decision lie in several parts until ClickHouse has merged these. FINAL
 * joins them while it reads, row by row, and one late click of each day makes it do so with the whole month. But nearly
 * all of a month lies in its largest part, where a decision is one row. So a question reads
 *
 *   the rows of the largest part of each month (*settled*), but those of decisions that have a row elsewhere;
 *   and the rows of these decisions (*fresh*) from all parts, joined.
 *
 * Each decision is in one of both. Where a question names its days, only what is fresh of these is looked up: what
 * comes in today costs a question about last week nothing. It is the same to the row as FINAL, as every read of a query
 * sees the same parts (`enable_shared_storage_snapshot_in_query`); a largest part that was merged meanwhile has no
 * rows, and all of its decisions are fresh. Bench: results.
 */

/** The table as FINAL joins it. */
export const JOINED_WHILE_READ = 'decisions AS d FINAL';

/** The columns of which the first counts; of the others the greatest does, as their types in ClickHouse say. */
const FIRST = new Set([...STEP_TIMES.map((step) => `${step}_at`), 'matched_at', 'matched_ms', 'queued_ms', 'sent_ms']);
const KEYS = ['day', 'key'];

/** The columns of decisions, each joined over the rows of one, by the function that merges it in ClickHouse. */
export const JOINED_COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys({ ...DECISION_COLUMNS, matched_at: '' })
      .filter((name) => name !== 'at' && !KEYS.includes(name))
      .map((name) => [name, FIRST.has(name) ? 'min' : 'max']),
  ),
  carried: 'max',
  steps: 'groupBitOr',
  end_first: 'min',
  end_last: 'max',
};

const hasFewValues = (name: string) => name === 'carried' || DECISION_COLUMNS[name]?.startsWith('LowCardinality');

/**
 * The key, where the table's index is not asked for it: to look up 130,000 fresh keys for each mark takes longer than
 * to read the rows (bench: results).
 */
const HASH = 'identity(key)';

/**
 * Makes a statement that reads decisions as FINAL joins them read what is settled and what is fresh apart: the same
 * rows. `settled` are the names of parts in which a decision is one row; none: the statement stays as it is.
 */
export function readSettled(sql: string, settled: readonly string[]): string {
  if (settled.length === 0) return sql;
  const [first = '', ...others] = sql.split(JOINED_WHILE_READ);
  return others.reduce((text, rest) => text + joinFresh(settled, daysAsked(rest)) + rest, first);
}

/** The same rows as `JOINED_WHILE_READ`, of the days that a subquery gives. */
export function joinFresh(settled: readonly string[], days?: string): string {
  const parts = settled.map((name) => `'${name}'`).join(', ');
  const ofDays = days === undefined ? '' : ` AND day IN (${days})`;
  const names = Object.keys(JOINED_COLUMNS).map((name) => `\`${name}\``);
  const joined = Object.entries(JOINED_COLUMNS).map(([name, by]) => {
    const all = `${by}(decisions.\`${name}\`)`;
    return `${hasFewValues(name) ? `toLowCardinality(${all})` : all} AS \`${name}\``;
  });
  const fresh = `(SELECT key FROM decisions WHERE _part NOT IN (${parts})${ofDays})`;
  return `(
        SELECT day, key, ${names.join(', ')} FROM decisions WHERE _part IN (${parts})${ofDays} AND ${HASH} NOT IN ${fresh}
        UNION ALL
        SELECT day, key, ${joined.join(', ')} FROM decisions WHERE ${HASH} IN ${fresh}${ofDays} GROUP BY day, key
      ) AS d`;
}

const DAYS_ASKED = /^\s+WHERE (?:d\.)?day IN \(/;

/** The subquery that gives the days which the condition behind the table names first; undefined: it names none. */
function daysAsked(rest: string): string | undefined {
  const [named] = DAYS_ASKED.exec(rest) ?? [];
  if (named === undefined) return undefined;
  let open = 1;
  for (let i = named.length; i < rest.length; i++) {
    if (rest[i] === '(') open += 1;
    else if (rest[i] === ')') open -= 1;
    if (open === 0) return rest.slice(named.length, i).trim();
  }
  return undefined;
}

/**
 * Finds the largest part of each month of decisions, for `joinFresh`. None where ClickHouse lets parts change within a
 * query, and where FINAL is faster: nothing is fresh, or very much is.
 */
export async function findSettled(store: Pick<OutcomeStore, 'query'>): Promise<readonly string[]> {
  const [found] = await store.query<{ parts: readonly string[] }>(LARGEST, {});
  return (found?.parts ?? []).filter((part) => PART.test(part));
}

const PART = /^[\w-]+$/;

/** A part that was merged once has one row for each decision. */
const LARGEST = `
  SELECT if(sum(most) < sum(total) AND sum(most) * 10 >= sum(total) * 9, groupArray(part), []) AS parts
  FROM (
    SELECT argMaxIf(name, rows, level > 0) AS part, maxIf(rows, level > 0) AS most, sum(rows) AS total
    FROM system.parts
    WHERE database = currentDatabase() AND table = 'decisions' AND active
      AND (SELECT count() FROM system.settings WHERE name = 'enable_shared_storage_snapshot_in_query' AND value = '1') = 1
    GROUP BY partition_id
  )`;
