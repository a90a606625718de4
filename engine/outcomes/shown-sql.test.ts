import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { EXAMPLE_START, exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Guests } from './guests/contract.ts';
import { createGuests } from './guests/guests.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { withReason } from './reasons.ts';

const HOUR = 3_600_000;
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
let guests: Guests;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  guests = createGuests(clickhouse.store);
  await storeLines(clickhouse.store, exampleLines());
});
afterAll(() => clickhouse.stop());

/** What guests get for the SQL that an answer shows, as rows of a question. */
async function askAsGuest(sql: string, isPersonal = true) {
  const { rows, columns } = await guests.table({ sql, params: {}, by: 'ann', isPersonal }, { rows: 1_000 });
  return rows.map((cells) => withReason(Object.fromEntries(columns.map(({ name }, i) => [name, cells[i]]))));
}

const SHOWN = [...queries.values()].filter(({ hasNoView }) => !hasNoView);

test.each(SHOWN)("the SQL that '$name' shows gives the same rows where views are asked", async (query) => {
  const { name, examples, params: schema } = query;
  // the rows lie within four hours
  const period = { from: EXAMPLE_START + 60_000, to: EXAMPLE_START + HOUR };
  for (const { params } of examples) {
    for (const more of 'from' in schema.shape ? [{}, period] : [{}]) {
      const { rows, of, sql } = await runQuery(clickhouse.store, queries, name, { ...params, ...more });
      const same = query.countsInRows ? rows.map((row) => ({ ...row, of })) : rows;
      expect(await askAsGuest(sql)).toEqual(same);
    }
  }
});

test('a question that reads what no view tells shows no SQL', async () => {
  const { rows, sql } = await runQuery(clickhouse.store, queries, 'customer-story', { customer: 'bob' });
  expect(rows.length).toBeGreaterThan(0);
  expect(sql).toBe('');
});

test('words of others are for those who may see personal data; ours are for all', async () => {
  const sql = "SELECT step, customer, reason FROM results.steps WHERE reason != '' AND step IN ('failed', 'held-back')";
  const masked = expect.stringMatching(/^[0-9a-f]{16}$/);
  const all = await askAsGuest(sql);
  expect(all.map(({ step }) => step).sort()).toEqual(['failed', 'held-back']);
  expect(await askAsGuest(sql, false)).toEqual(
    all.filter(({ step }) => step === 'held-back').map((row) => ({ ...row, customer: masked })),
  );
});
