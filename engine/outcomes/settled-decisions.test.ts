import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { outcome } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { DAY_MS, HOUR_MS } from '../../triggers/time/spans.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { StepName } from './contract.ts';
import { eraseRows } from './erase-rows.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { findSettled, JOINED_COLUMNS, JOINED_WHILE_READ, joinFresh } from './settled-decisions.ts';

const FROM = Date.UTC(2026, 4, 30);
const DAYS = 4;
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const rowsOf = (table: string) => {
  const names = ['day', 'key', ...Object.keys(JOINED_COLUMNS)].map((name) => `\`${name}\``).join(', ');
  return clickhouse.store.query(`SELECT ${names} FROM ${table} ORDER BY day, key`, {});
};
const ask = async (name: string, params: object = {}) =>
  (await runQuery(clickhouse.store, queries, name, { from: FROM, to: FROM + DAYS * DAY_MS, ...params })).rows;

test('columns are joined by the function by which ClickHouse merges them', async () => {
  const columns = await clickhouse.store.query<{ name: string; type: string }>(
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'decisions' AND name != 'stored_on'",
    {},
  );
  const functions = columns.flatMap(({ name, type }) => {
    const [, by] = /^SimpleAggregateFunction\((\w+),/.exec(type) ?? [];
    return by === undefined ? [] : [[name, by]];
  });
  expect(Object.fromEntries(functions)).toEqual(JOINED_COLUMNS);
});

test('where nothing is fresh, or very much is, it is read with FINAL', async () => {
  await storeLines(clickhouse.store, lifeOf(0, 40, ['matched']));
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  await clickhouse.store.command('SYSTEM STOP MERGES decisions');
  expect(await findSettled(clickhouse.store)).toEqual([]);
  await storeLines(clickhouse.store, lifeOf(40, 44, ['matched']));
  // the days lie in two months
  expect(await findSettled(clickhouse.store)).toHaveLength(2);
  await storeLines(clickhouse.store, lifeOf(44, 80, ['matched']));
  expect(await findSettled(clickhouse.store)).toEqual([]);
  expect(await ask('results-funnel')).toMatchObject([{ matched: 80 }]);
  await clickhouse.store.command('SYSTEM START MERGES decisions');
});

test('what is settled and what came since are one row for each decision, as FINAL has them', async () => {
  await storeLines(clickhouse.store, lifeOf(0, 1_200, ['matched', 'queued', 'attempted', 'sent']));
  expect(await rowsOf(JOINED_WHILE_READ)).toHaveLength(1_200);
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  await clickhouse.store.command('SYSTEM STOP MERGES decisions');

  // late steps of some, a batch that comes again, and new decisions
  await storeLines(clickhouse.store, lifeOf(10, 30, ['delivered', 'clicked']));
  await storeLines(clickhouse.store, lifeOf(20, 60, ['matched', 'queued', 'attempted', 'sent']));
  await storeLines(clickhouse.store, lifeOf(1_200, 1_230, ['matched']));
  await storeLines(clickhouse.store, lifeOf(1_200, 1_215, ['held-back']));
  const settled = await findSettled(clickhouse.store);
  expect(settled).toHaveLength(2);
  const joined = await rowsOf(JOINED_WHILE_READ);
  expect(joined).toHaveLength(1_230);
  expect(await rowsOf(joinFresh(settled))).toEqual(joined);
  expect(await ask('results-funnel')).toMatchObject([
    { matched: 1_230, held_back: 15, sent: 1_200, delivered: 20, clicked: 20 },
  ]);
  expect(await ask('results-funnel', { channel: 'sms' })).toMatchObject([{ matched: 615, sent: 600, clicked: 10 }]);
  expect(await ask('by-channel')).toMatchObject([
    { channel: 'email', sent: 600, delivered: 10, clicked: 10 },
    { channel: 'sms', sent: 600, delivered: 10, clicked: 10 },
  ]);

  // a part that was merged away meanwhile
  await clickhouse.store.command('SYSTEM START MERGES decisions');
  await clickhouse.store.command('OPTIMIZE TABLE decisions FINAL');
  expect(await rowsOf(joinFresh(settled))).toEqual(joined);
});

test('what comes in today costs a question about another day nothing', async () => {
  const { store } = clickhouse;
  await store.command('SYSTEM STOP MERGES decisions');
  await storeLines(store, lifeOf(10, 30, ['opened']));
  const firstDay = { from: FROM, to: FROM + DAY_MS };
  const before = await runQuery(store, queries, 'results-funnel', firstDay);
  const today = Array.from({ length: 60 }, (_, i) => 3_003 + i * DAYS);
  await storeLines(
    store,
    today.flatMap((n) => lifeOf(n, n + 1, ['matched'])),
  );
  expect(await findSettled(store)).toHaveLength(2);
  const after = await runQuery(store, queries, 'results-funnel', firstDay);
  expect(after.rows).toEqual(before.rows);
  expect(after.readRows - before.readRows).toBeLessThan(today.length);
  await store.command('SYSTEM START MERGES decisions');
  await store.command('OPTIMIZE TABLE decisions FINAL');
});

test('questions that ask decisions in place of rows count what rows say, with late steps, a repeat, and after an erasure', async () => {
  await clickhouse.store.command('SYSTEM STOP MERGES decisions');
  await storeLines(clickhouse.store, lifeOf(2_000, 2_030, ['matched', 'deferred', 'deferred', 'held-back']));
  await storeLines(clickhouse.store, lifeOf(2_005, 2_015, ['matched', 'queued', 'attempted', 'attempted', 'expired']));
  await clickhouse.store.command(
    "INSERT INTO outcomes SELECT * FROM outcomes WHERE step = 'held-back' AND decision LIKE 'settled-20%'",
  );
  expect(await findSettled(clickhouse.store)).not.toEqual([]);
  const check = async () => {
    const byStep = await clickhouse.store.query<{ step: string; count: number }>(
      `SELECT toString(step) AS step, uniqExact(decision) AS count FROM outcomes
       WHERE step IN ('matched', 'held-back', 'deferred', 'queued', 'attempted', 'sent', 'expired') GROUP BY step`,
      {},
    );
    const told = Object.fromEntries((await ask('latency')).map(({ step, count }) => [step, count]));
    expect(told).toEqual(Object.fromEntries(byStep.map(({ step, count }) => [step, count])));
    const held = await clickhouse.store.query<{ step: string; count: number; customers: number }>(
      `SELECT toString(step) AS step, uniqExact(decision) AS count, uniq(customer) AS customers FROM outcomes
       WHERE step IN ('held-back', 'deferred') GROUP BY step ORDER BY step`,
      {},
    );
    const heldBack = (await ask('held-back')).map(({ step, count, customers }) => ({ step, count, customers }));
    expect(heldBack.sort((a, b) => String(a.step).localeCompare(String(b.step)))).toEqual(held);
    const [twice] = await clickhouse.store.query<{ decisions: number }>(
      `SELECT count() AS decisions FROM (
         SELECT decision FROM outcomes WHERE step IN ('sent', 'held-back', 'expired')
         GROUP BY decision HAVING uniqExact(stored_at, seq, shard, row) > 1)`,
      {},
    );
    const ended = (await ask('accounting')).filter(({ state }) => state === 'ended more than once');
    expect(ended.reduce((sum, { decisions }) => sum + Number(decisions), 0)).toBe(twice?.decisions);
    return twice?.decisions;
  };
  // the ten that expired too, and the forty whose sending was stored again above
  expect(await check()).toBe(50);
  await clickhouse.store.command('SYSTEM START MERGES decisions');
  await eraseRows(clickhouse.store, ['c3', 'c12']);
  expect(await check()).toBeLessThan(50);
});

/** The rows of some decisions over the days, every second by SMS. */
function lifeOf(first: number, until: number, steps: readonly StepName[]): string[] {
  return Array.from({ length: until - first }, (_, i) => first + i).flatMap((n) => {
    const at = FROM + (n % DAYS) * DAY_MS + HOUR_MS;
    const decision = `settled-${n}.${Math.floor(at / DAY_MS)}`;
    return steps.map((step, i) => {
      const time = { at: at + i * 1_000, wallAt: at, signalAt: at };
      return outcome(decision, step, 0, { ...time, channel: n % 2 === 0 ? 'email' : 'sms', customer: `c${n % 50}` });
    });
  });
}
