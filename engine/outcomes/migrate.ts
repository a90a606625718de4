import { readdir, readFile } from 'node:fs/promises';
import type { Settings } from '../../config/settings.ts';
import type { Log } from '../contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { makeResultsViews } from './results-views.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/**
 * Brings the tables up to date: runs each file of `migrations/` once, in order, then sets how long rows are kept and
 * makes the views of analysts. Several engines may do so at once. Throws with the file's name; once `stop` is aborted,
 * with its reason before the next statement, and the next start goes on from there.
 */
export async function migrate(
  store: OutcomeStore,
  settings: Pick<Settings, 'signalDays' | 'outcomeDays'>,
  log: Log,
  stop?: AbortSignal,
): Promise<void> {
  await store.command(
    "CREATE TABLE IF NOT EXISTS migrations (name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY name",
  );
  const applied = await store.query<{ name: string }>('SELECT DISTINCT name FROM migrations', {});
  const done = new Set(applied.map(({ name }) => name));
  for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()) {
    if (done.has(name)) continue;
    stop?.throwIfAborted();
    try {
      await store.command(await readFile(new URL(name, FOLDER), 'utf8'));
      await store.insert('migrations', [JSON.stringify({ name })]);
    } catch (cause) {
      throw new Error(`the migration ${name} failed`, { cause });
    }
    log.info('migrated ClickHouse', { file: name });
  }
  const { signalDays, outcomeDays } = settings;
  for (const [table, from, days] of [
    ['signals', STORED, signalDays],
    ['outcomes', STORED, outcomeDays],
    ['messages', STORED, outcomeDays],
    ['conversation', STORED, outcomeDays],
    ['decisions', 'stored_on', outcomeDays],
    ['conversions', 'stored_on', outcomeDays],
    ['visits', 'stored_on', outcomeDays],
    ['woken', STORED, outcomeDays],
  ] as const) {
    stop?.throwIfAborted();
    await keepFor(store, table, from, days, log);
  }
  stop?.throwIfAborted();
  await makeResultsViews(store);
}

const STORED = 'toDateTime(stored_at)';

/** Of the parts that are there only the date of expiry is changed, in the background; no row is written anew. */
async function keepFor(store: OutcomeStore, table: string, from: string, days: number, log: Log): Promise<void> {
  const [found] = await store.query<{ made: string }>(
    'SELECT create_table_query AS made FROM system.tables WHERE database = currentDatabase() AND name = {table:String}',
    { table },
  );
  if (found?.made.includes(`TTL ${from} + toIntervalDay(${days})`)) return;
  await store.command(`ALTER TABLE ${table} MODIFY TTL ${from} + toIntervalDay(${days})`);
  log.info('rows are kept in ClickHouse', { table, days });
}
