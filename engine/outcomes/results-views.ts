import type { OutcomeStore } from '../stores/contract.ts';

/*
 * THE VIEWS that analysts, their tools and every question of the console read: `results.decisions`, `results.messages`,
 * `results.signals`, `results.conversions`, `results.visits`,
 * `results.woken`. Their columns are documented in `docs/outcomes.md` and stay.
 */

const STEP_TIMES = [
  ...['held', 'deferred', 'queued', 'attempted', 'sent', 'delivered', 'opened', 'clicked'],
  ...['replied', 'bounced', 'complained', 'expired', 'failed', 'uncertain', 'converted'],
  ...['machine_opened', 'machine_clicked'],
];
const TOLD = [
  ...['decision', 'customer', 'signal', 'trigger', 'version', '`group`', 'device_form', 'device_system', 'weather'],
  ...[
    'temperature_band',
    'hour',
    'weekday',
    'country',
    'cell',
    'place',
    'place_tags',
    'purpose',
    'channel',
    'provider',
  ],
  ...['template', 'locale', 'variant', 'signal_age_ms', 'goal', 'value', 'is_first', 'is_last', 'gate', 'code', 'args'],
  'alone',
];

/** Those of which the match is not stored are no decisions yet. */
function decisionsWhere(condition: string): string {
  const columns = [
    'd.matched_at AS at',
    ...['day', 'key'],
    ...TOLD,
    ...STEP_TIMES.map((step) => `${step}_at`),
    ...['matched_ms', 'queued_ms', 'sent_ms'],
  ];
  return `SELECT ${columns.join(', ')} FROM decisions AS d FINAL WHERE ${condition}isNotNull(matched_at)`;
}

/**
 * What stands in place of `results.decisions` in a question about a period: the same rows, of the days that it needs.
 */
const OF_PERIOD = `(${decisionsWhere(`day IN (
        SELECT day FROM decision_days GROUP BY day
        HAVING max(last_at) >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
          AND min(first_at) < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      ) AND `)})`;

const VIEWS: Readonly<Record<string, string>> = {
  decisions: decisionsWhere(''),
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
    SELECT decision, customer, trigger, goal, is_primary, is_first, is_last, signal, at, value, \`group\`
    FROM conversions FINAL`,
  visits: 'SELECT place, customer, at FROM visits GROUP BY place, customer, at',
  woken: `
    SELECT hour, trigger, condition, answer, sum(told) AS count
    FROM (
      SELECT hour, trigger, condition, answer, run, max(w.count) AS told
      FROM woken AS w
      GROUP BY hour, trigger, condition, answer, run
    )
    GROUP BY hour, trigger, condition, answer`,
};

/** No question of ours minds a visit that stands there twice until parts are merged. */
const VISITS = 'SELECT place, customer, at FROM visits';

/** Makes the views anew. Their columns only ever grow, so an engine of another release may do so too. */
export async function makeResultsViews(store: Pick<OutcomeStore, 'command'>): Promise<void> {
  await store.command('CREATE DATABASE IF NOT EXISTS results');
  for (const [name, sql] of Object.entries(VIEWS)) {
    await store.command(`CREATE OR REPLACE VIEW results.${name} AS ${sql.trim()}`);
  }
}

/** Makes a question about the views one that reads its own tables, of its period only. Its rows are the same. */
export function readNarrowly(sql: string): string {
  const own = sql.includes('{from:Int64}') ? OF_PERIOD : `(${VIEWS.decisions})`;
  const narrow: Readonly<Record<string, string>> = { ...VIEWS, decisions: own.slice(1, -1), visits: VISITS };
  return Object.entries(narrow).reduce(
    (text, [name, view]) => text.replaceAll(`results.${name}`, `(${view.trim()})`),
    sql,
  );
}
