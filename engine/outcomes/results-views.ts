import type { OutcomeStore } from '../stores/contract.ts';
import { DECISION_COLUMNS, STEP_TIMES } from './decision-columns.ts';
import { JOINED_WHILE_READ, readSettled } from './settled-decisions.ts';

/*
 * THE VIEWS that analysts, their tools and every question of the console read: `results.decisions`, `results.messages`,
 * `results.signals`, `results.conversions`, `results.visits`, `results.woken`, `results.steps`, `results.step_times`.
 * Some questions read the tables below them; `show-sql.ts` has the same of the views. Their columns are documented in
 * `docs/outcomes.md` and stay.
 */

/** What tells of a customer has another name for those who may see no personal data, the same one each time. */
const TELLING = ['customer', 'signal'];
/** The mark of a statement of somebody who may not; no guest can write one. */
export const MASKED_MARK = 'kairos-masked';

function pseudonymOf(column: string): string {
  return `leftPad(lower(hex(sipHash64Keyed((SELECT argMin((first, second), made_at) FROM pseudonym_keys), ${column}))), 16, '0')`;
}

/** In a view the statement's own mark decides. */
function maskByMark(column: string): string {
  return `if(getSetting('log_comment') = '${MASKED_MARK}', ${pseudonymOf(column)}, ${column})`;
}

const namedColumn = (name: string) => (name === 'group' ? '`group`' : name);
/** Where the account stands in `carried`, behind how much it counts (`039-carried.sql`). */
const ACCOUNT = 'substring(d.carried, 5)';
const STORED: Readonly<Record<string, string>> = { at: 'd.matched_at', provider: ACCOUNT };
const columnOf = (name: string) => STORED[name] ?? `d.${namedColumn(name)}`;

/** Those of which the match is not stored are no decisions yet. */
function decisionsWhere(condition: string, tell: (name: string) => string, more = ''): string {
  const columns = Object.keys(DECISION_COLUMNS).map((name) => `${tell(name)} AS ${namedColumn(name)}`);
  return `SELECT ${columns.join(', ')}${more} FROM ${JOINED_WHILE_READ} WHERE ${condition}isNotNull(d.matched_at)`;
}

/** Rows of two places in the streams say that it ended. */
const ENDED_TWICE = ', toBool(d.end_first < d.end_last) AS ended_twice';

/** Types as they are stored: a cast would keep a condition from the rows that are read. */
const tellAsStored = (isMasked: boolean) => (name: string) =>
  isMasked && TELLING.includes(name) ? pseudonymOf(columnOf(name)) : columnOf(name);

const tellPlainly = (name: string) => {
  const column = TELLING.includes(name) ? maskByMark(columnOf(name)) : columnOf(name);
  const type = DECISION_COLUMNS[name] ?? '';
  return name === 'at' ? `assumeNotNull(${column})` : `CAST(${column}, '${type.replaceAll("'", "\\'")}')`;
};

/** Words of others name addresses; of what was held back or put off they are ours. */
const REASON_BY_MARK = `if(step IN ('held-back', 'deferred') OR getSetting('log_comment') != '${MASKED_MARK}', o.reason, '')`;
/** The columns of outcomes that tell nothing of a customer, as they are stored. */
const STEP_COLUMNS = [
  ...['stored_at', 'seq', 'shard', 'row', 'step', 'at', 'wall_at', 'elapsed_ms', 'signal_at', 'trigger', 'version'],
  ...['decision', 'channel', 'provider', 'place', 'gate', 'code', 'args', 'until', 'attempt', 'machine'],
];

/** Decisions, and messages by a next channel, which have no match of their own. */
function stepTimes(): string {
  const columns = Object.keys(DECISION_COLUMNS).map((name) =>
    name === 'at' ? 'd.matched_at AS matched_at' : `${tellPlainly(name)} AS ${namedColumn(name)}`,
  );
  return `SELECT ${columns.join(', ')} FROM ${JOINED_WHILE_READ}`;
}

/** The condition for the days of a period. */
const OF_PERIOD = `d.day IN (
        SELECT day FROM decision_days GROUP BY day
        HAVING max(last_at) >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
          AND min(first_at) < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      ) AND `;

const VIEWS: Readonly<Record<string, string>> = {
  decisions: decisionsWhere('', tellPlainly, ENDED_TWICE),
  messages: `
    SELECT decision, customer, at, channel, any(m.content) AS content, any(m.content_cut) AS content_cut
    FROM messages AS m
    GROUP BY decision, customer, at, channel`,
  // what narrows customer, time or kind is asked before rows are grouped
  signals: `
    SELECT customer, at, id, kind, received_at, late, any(s.value) AS value, any(s.value_cut) AS value_cut,
      JSONExtract(any(s.moves), 'Array(String)') AS moves
    FROM signals AS s
    GROUP BY customer, at, id, kind, received_at, late`,
  conversions: `
    SELECT c.decision AS decision, ${maskByMark('c.customer')} AS customer, c.trigger AS trigger, c.goal AS goal,
      c.is_primary AS is_primary, c.is_first AS is_first, c.is_last AS is_last, ${maskByMark('c.signal')} AS signal,
      c.at AS at, c.value AS value, c.\`group\` AS \`group\`
    FROM conversions AS c FINAL`,
  visits: `
    SELECT v.place AS place, ${maskByMark('v.customer')} AS customer, v.at AS at
    FROM (SELECT place, customer, at FROM visits GROUP BY place, customer, at) AS v`,
  woken: `
    SELECT hour, trigger, condition, answer, sum(told) AS count
    FROM (
      SELECT hour, trigger, condition, answer, run, max(w.count) AS told
      FROM woken AS w
      GROUP BY hour, trigger, condition, answer, run
    )
    GROUP BY hour, trigger, condition, answer`,
  step_times: stepTimes(),
  steps: `
    SELECT ${STEP_COLUMNS.map((name) => `o.${name} AS ${name}`).join(', ')}, ${maskByMark('o.customer')} AS customer,
      ${maskByMark('o.signal')} AS signal, ${REASON_BY_MARK} AS reason
    FROM outcomes AS o
    WHERE NOT startsWith(o.step, 'team-')`,
};

/** How a question reads decisions that only asks which values there are: for that no rows are joined. */
const ANY_ROWS = 'results.decisions AS any_rows';
/** No question of ours minds a visit that stands there twice until parts are merged. */
const VISITS = 'SELECT place, customer, at FROM visits';
const CONVERSIONS = `SELECT decision, customer, trigger, goal, is_primary, is_first, is_last, signal, at, value, \`group\`
    FROM conversions FINAL`;

/** Makes the views anew. Their columns only ever grow, so an engine of another release may do so too. */
export async function makeResultsViews(store: Pick<OutcomeStore, 'command'>): Promise<void> {
  await store.command('CREATE DATABASE IF NOT EXISTS results');
  for (const [name, sql] of Object.entries(VIEWS)) {
    await store.command(`CREATE OR REPLACE VIEW results.${name} AS ${sql.trim()}`);
  }
}

/**
 * Makes a question about the views one that reads its own tables, of its period only, and whether steps came from their
 * bits: a fifth of the time (bench: results). Its rows are the same. `isMasked`: customers of decisions have their
 * other names. `settled`: parts that are read as they are (`settled-decisions.ts`).
 */
export function readNarrowly(sql: string, isMasked = false, settled: readonly string[] = []): string {
  const decisions = decisionsWhere(
    sql.includes('{from:Int64}') ? OF_PERIOD : '',
    tellAsStored(isMasked),
    `, d.steps AS step_bits${ENDED_TWICE}`,
  );
  const narrow: Readonly<Record<string, string>> = { ...VIEWS, decisions, visits: VISITS, conversions: CONVERSIONS };
  const own = Object.entries(narrow).reduce(
    (text, [name, view]) => text.replaceAll(`results.${name}`, `(${view.trim()})`),
    (sql.includes('results.decisions') ? readBits(sql) : sql).replaceAll(ANY_ROWS, 'decisions'),
  );
  return readSettled(own, settled);
}

const CAME = /isNotNull\((?:coalesce\(((?:\w+_at(?:, )?)+)\)|(\w+_at))\)/g;

/** The condition that one of some steps came, by their bits; of times that are no steps it stays as it is. */
function readBits(sql: string): string {
  return sql.replace(CAME, (condition: string, several?: string, one?: string) => {
    const bits = (several ?? one ?? '')
      .split(', ')
      .map((time) => STEP_TIMES.findIndex((step) => `${step}_at` === time));
    return bits.includes(-1) ? condition : `(bitAnd(step_bits, ${bits.reduce((sum, bit) => sum + 2 ** bit, 0)}) != 0)`;
  });
}
