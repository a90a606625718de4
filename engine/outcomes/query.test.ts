import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { EXAMPLE_START, exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { createGuests } from './guests/guests.ts';
import type { Query } from './queries/contract.ts';
import { InvalidQuery, runQuery } from './query.ts';

const HOUR = 3_600_000;
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
const ask = async (name: string, params: Readonly<Record<string, unknown>> = {}) =>
  (await runQuery(clickhouse.store, queries, name, params)).rows;

beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, exampleLines());
});
afterAll(() => clickhouse.stop());

for (const query of queries.values()) {
  test(`'${query.name}' gives what its examples say`, async () => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const { params, gives } of query.examples) {
      expect(gives.length).toBeGreaterThan(0);
      expect(await ask(query.name, params)).toEqual(gives);
    }
  });
}

test('a period and a trigger leave out what is not theirs', async () => {
  const [rainy, ...others] = await ask('funnel', { to: String(EXAMPLE_START + HOUR) });
  expect(rainy).toMatchObject({ trigger: 'rainy', matched: 2 });
  expect(others).toEqual([]);
  expect((await ask('funnel', { trigger: 'cart' })).map(({ trigger }) => trigger)).toEqual(['cart']);
  expect(await ask('accounting', { to: EXAMPLE_START + HOUR })).toHaveLength(2);
});

test('what is cut is told: the first rows of a table, the newest of a story, and how many there are', async () => {
  const cut = await runQuery(clickhouse.store, queries, 'held-back', { limit: 1 });
  expect(cut).toMatchObject({ rows: [{ gate: 'cooldown', count: 2 }], of: 4 });
  const story = await runQuery(clickhouse.store, queries, 'customer-story', { customer: 'bob', limit: 1 });
  expect(story).toMatchObject({ rows: [{ what: 'held-back', decision: 'd7' }], of: 10 });
  expect(await runQuery(clickhouse.store, queries, 'held-back', { limit: 4 })).toMatchObject({ of: 4 });
});

test('a cut answer is asked for once: the statement that gives its rows tells how many there are', async () => {
  const { store } = clickhouse;
  const statements: string[] = [];
  const noted: Pick<typeof store, 'query' | 'measure'> = {
    query: (sql, params) => {
      statements.push(sql);
      return store.query(sql, params);
    },
    measure: (sql, params) => {
      statements.push(sql);
      return store.measure(sql, params);
    },
  };
  const cut = await runQuery(noted, queries, 'latency-over-time', { along: 'channel', limit: 1 });
  const whole = await runQuery(store, queries, 'latency-over-time', { along: 'channel' });
  expect(cut).toMatchObject({ rows: whole.rows.slice(0, 1), of: whole.rows.length });
  expect(whole.rows.length).toBeGreaterThan(1);
  expect(statements.filter((sql) => sql.includes('quantilesBFloat16'))).toHaveLength(1);
});

test('the overview counts steps by hour, from the projection', async () => {
  const found = await ask('overview');
  expect(found).toContainEqual({ hour: EXAMPLE_START, step: 'opened', count: 2 });
  expect(found).toContainEqual({ hour: EXAMPLE_START + HOUR, step: 'matched', count: 6 });
  const { sql, params } = queries.get('overview')!;
  const plan = await clickhouse.store.query<{ explain: string }>(`EXPLAIN ${sql}`, params.parse({}));
  expect(plan.map(({ explain }) => explain).join('\n')).toContain('ReadFromMergeTree (hourly)');
});

test('a question nobody knows and a wrong parameter are refused with what was expected', async () => {
  await expect(ask('funel')).rejects.toThrow("there is no question 'funel'; did you mean 'funnel'?");
  await expect(ask('customer-story')).rejects.toThrow(InvalidQuery);
  await expect(ask('customer-story', { customer: 'a', limit: 'many' })).rejects.toThrow(/limit: .*number/);
  await expect(ask('funnel', { triger: 'x' })).rejects.toThrow('triger');
});

test('rows that a restore brought twice count once, but for the overview, which adds up rows', async () => {
  for (const table of ['outcomes', 'signals', 'messages']) {
    await clickhouse.store.command(`INSERT INTO ${table} SELECT * FROM ${table}`);
  }
  for (const { name, examples } of queries.values()) {
    if (name === 'overview') continue;
    for (const { params, gives } of examples) expect(await ask(name, params), name).toEqual(gives);
  }
  expect(await ask('overview')).toContainEqual({ hour: EXAMPLE_START, step: 'opened', count: 4 });
});

test('behind a number customers can have other names, which are those of the views in SQL', async () => {
  const asked = (isMasked: boolean) =>
    runQuery(clickhouse.store, queries, 'decisions-behind', { step: 'converted' }, undefined, isMasked);
  const [[plain], [masked]] = [(await asked(false)).rows, (await asked(true)).rows];
  expect(plain).toMatchObject({ customer: 'ann', signal: 's1' });
  expect(masked).toEqual({ ...plain, customer: masked?.customer, signal: masked?.signal });
  const { table } = createGuests(clickhouse.store);
  const sql = "SELECT customer, signal FROM results.decisions WHERE decision = 'd1'";
  const { rows } = await table({ sql, params: {}, by: 'ann', isPersonal: false }, { rows: 1 });
  expect(rows).toEqual([[masked?.customer, masked?.signal]]);
});
