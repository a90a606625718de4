import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { outcome } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { migrate } from './migrate.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { countAgain } from './reconcile.ts';

const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const AT = Date.UTC(2026, 4, 5, 10);
const decided = (decision: string) => [
  outcome(decision, 'matched', 0, { at: AT }),
  outcome(decision, 'sent', 0, { at: AT }),
];
const endedTwice = async () => {
  const { rows } = await runQuery(clickhouse.store, queries, 'accounting', { from: AT, to: AT + 1 });
  return rows.flatMap(({ state, examples }) => (state === 'ended more than once' ? (examples as string[]) : [])).sort();
};

test('a decision ended twice where rows of two places say so; a row that comes again, or is counted again, says nothing new', async () => {
  await storeLines(clickhouse.store, [...decided('once'), ...decided('twice'), ...decided('again')]);
  await storeLines(clickhouse.store, [outcome('twice', 'sent', 0, { at: AT })]);
  // a restore brings rows with their places, and a cut insert is counted once more
  await clickhouse.store.command("INSERT INTO outcomes SELECT * FROM outcomes WHERE decision = 'again'");
  const [stored] = await clickhouse.store.query<{ ms: number; seq: number }>(
    "SELECT toUnixTimestamp64Milli(stored_at) AS ms, seq FROM outcomes WHERE decision = 'again' LIMIT 1",
    {},
  );
  await countAgain(clickhouse.store, [{ shard: 0, id: '', ...stored!, lines: [], chars: 0 }]);
  expect(await endedTwice()).toEqual(['twice']);
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  expect(await endedTwice()).toEqual(['twice']);
});

test('decisions of a workspace of before get their ends from the rows that are stored', async () => {
  await clickhouse.store.command(
    'ALTER TABLE decisions UPDATE end_first = 4294967295, end_last = 0 WHERE 1 SETTINGS mutations_sync = 2',
  );
  expect(await endedTwice()).toEqual([]);
  await clickhouse.store.command("DELETE FROM migrations WHERE name = '038-ends-of-before.sql'");
  await migrate(clickhouse.store, { signalDays: 7, outcomeDays: 400 }, log);
  expect(await endedTwice()).toEqual(['twice']);
  // what ended before and ends again after it
  await storeLines(clickhouse.store, [outcome('once', 'sent', 0, { at: AT })]);
  expect(await endedTwice()).toEqual(['once', 'twice']);
});
