import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { eraseRows } from './erase-rows.ts';

let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

test('an erased customer has no row in any table that says whose it is, and others keep theirs', async () => {
  const { store } = clickhouse;
  await storeLines(store, exampleLines());
  const tables = await store.query<{ table: string }>(
    `SELECT name AS table FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
     AND name IN (SELECT table FROM system.columns WHERE name = 'customer') ORDER BY table`,
    {},
  );
  expect(tables.map(({ table }) => table)).toEqual([
    ...[
      'consent_proofs',
      'conversation',
      'conversions',
      'customer_index',
      'decisions',
      'messages',
      'outcomes',
      'signals',
      'visits',
    ],
  ]);
  const count = async (customer: string) => {
    const counts = tables.map(({ table }) => `SELECT count() AS rows FROM ${table} WHERE customer = {customer:String}`);
    const rows = await store.query<{ rows: number }>(counts.join(' UNION ALL '), { customer });
    return rows.reduce((sum, one) => sum + Number(one.rows), 0);
  };
  const before = await count('bob');
  expect(before).toBeGreaterThan(0);
  expect(await count('ann')).toBeGreaterThan(0);
  await eraseRows(store, ['ann']);
  expect([await count('ann'), await count('bob')]).toEqual([0, before]);
});
