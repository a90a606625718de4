import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { outcome } from '../../test/support/example-rows.ts';
import { KEPT_DAYS } from '../../test/support/made-tables.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Outcome, StepName } from './contract.ts';
import { createGuests } from './guests/guests.ts';
import { migrate } from './migrate.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { findSettled } from './settled-decisions.ts';

const AT = Date.UTC(2026, 4, 5, 10);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const step = (decision: string, name: StepName, provider = '', attempt = 0, more: Partial<Outcome> = {}) =>
  outcome(`${decision}.20578`, name, 0, { at: AT, provider, attempt, ...more });
const LIVES = {
  'sent by another': [step('sent by another', 'attempted', 'zeta', 1), step('sent by another', 'sent', 'alpha', 2)],
  'sent at once': [step('sent at once', 'attempted', 'zeta', 1), step('sent at once', 'sent', 'zeta', 1)],
  'refused by another': [
    step('refused by another', 'attempted', 'zeta', 1),
    step('refused by another', 'failed', 'alpha', 2),
  ],
  'still tried': [step('still tried', 'attempted', 'zeta', 1), step('still tried', 'attempted', 'alpha', 2)],
  'ended by no account': [
    step('ended by no account', 'attempted', 'alpha', 1),
    step('ended by no account', 'expired', '', 1),
  ],
  'held back': [step('held back', 'held-back')],
};
const CARRIED = {
  'sent by another': 'alpha',
  'sent at once': 'zeta',
  'refused by another': 'alpha',
  'still tried': 'alpha',
  'ended by no account': 'alpha',
  'held back': '',
};
const readCarried = async () => {
  const params = { from: AT, to: AT + 1, limit: 100 };
  const { rows } = await runQuery(clickhouse.store, queries, 'decisions-behind', params);
  const told = Object.fromEntries(rows.map(({ decision, provider }) => [String(decision).split('.')[0], provider]));
  const sql = "SELECT decision, provider FROM results.decisions WHERE decision LIKE '%.20578'";
  const asked = { sql, params: {}, by: 'ann', isPersonal: true };
  const seen = (await createGuests(clickhouse.store).table(asked, { rows: 100 })).rows;
  expect(Object.fromEntries(seen.map(([decision, provider]) => [String(decision).split('.')[0], provider]))).toEqual(
    told,
  );
  return told;
};

test('the account of a decision is that of its end, else of the last attempt, also where rows come in one by one', async () => {
  const matches = Object.keys(LIVES).map((name) => step(name, 'matched'));
  await storeLines(clickhouse.store, matches);
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  await clickhouse.store.command('SYSTEM STOP MERGES decisions');
  for (const line of Object.values(LIVES).flat().reverse()) await storeLines(clickhouse.store, [line]);
  expect(await readCarried()).toEqual(CARRIED);
  const { rows } = await runQuery(clickhouse.store, queries, 'results-funnel', {
    from: AT,
    to: AT + 1,
    by: 'provider',
  });
  const sent = rows.map(({ provider, matched, sent }) => [provider, matched, sent]);
  expect(sent.toSorted()).toEqual([
    ['', 1, 0],
    ['alpha', 4, 1],
    ['zeta', 1, 1],
  ]);
  await clickhouse.store.command('SYSTEM START MERGES decisions');
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  expect(await readCarried()).toEqual(CARRIED);
});

test('what is settled and what is fresh have one account too', async () => {
  const settled = Array.from({ length: 60 }, (_, i) => [
    step(`s${i}`, 'matched'),
    step(`s${i}`, 'attempted', 'zeta', 1),
  ]);
  await storeLines(clickhouse.store, settled.flat());
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  await clickhouse.store.command('SYSTEM STOP MERGES decisions');
  await storeLines(clickhouse.store, [step('s7', 'sent', 'alpha', 2)]);
  expect(await findSettled(clickhouse.store)).toHaveLength(1);
  const params = { from: AT, to: AT + 1, provider: 'alpha', step: 'sent', limit: 20 };
  const { rows } = await runQuery(clickhouse.store, queries, 'decisions-behind', params);
  expect(rows.map(({ decision }) => decision)).toEqual(expect.arrayContaining(['s7.20578', 'sent by another.20578']));
  expect(rows).toHaveLength(2);
  await clickhouse.store.command('SYSTEM START MERGES decisions');
});

test('decisions of before get their accounts from the rows that are stored', async () => {
  await clickhouse.store.command("ALTER TABLE decisions UPDATE carried = '' WHERE 1 SETTINGS mutations_sync = 2");
  await clickhouse.store.command("DELETE FROM migrations WHERE name = '043-carried-of-before.sql'");
  await migrate(clickhouse.store, KEPT_DAYS, log);
  expect(await readCarried()).toMatchObject({ ...CARRIED, s8: 'zeta' });
});
