import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Query } from '../engine/outcomes/queries/contract.ts';
import { GATES } from '../triggers/deciding/order.ts';
import { STOP_REASONS } from '../triggers/reasons/stops.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { startClickHouse, type TestClickHouse } from './support/clickhouse.ts';
import { root } from './support/sources.ts';

const page = readFileSync(join(root, 'docs/outcomes.md'), 'utf8');
let clickhouse: TestClickHouse;

beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

/** The first cells of the table below a heading, as code. */
function cells(heading: string, columns: number): readonly (readonly string[])[] {
  const [, part = ''] = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page) ?? [];
  return part
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |`/g, '').trim()))
    .map((row) => row.slice(0, columns));
}

test.each(['outcomes', 'signals', 'messages'])(
  'the page has every column of `%s` with its type, as the migrations make it',
  async (table) => {
    const columns = await clickhouse.store.query<{ name: string; type: string }>(
      'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position',
      { table },
    );
    expect(cells(`\`${table}\``, 2)).toEqual(columns.map(({ name, type }) => [name, type]));
  },
);

test('it has every question', async () => {
  const queries = await loadFolder<Query>(new URL('../engine/outcomes/queries/', import.meta.url));
  expect(cells('Questions', 1).flat()).toEqual([...queries.keys()].sort());
});

test('it has every code under the gate that gives it', () => {
  const told = cells('Why something did not go', 2);
  for (const { name, reasons } of GATES) {
    expect(told.filter(([gate]) => gate === name).map(([, code]) => code)).toEqual(Object.keys(reasons));
  }
  const codes = told.map(([, code]) => code);
  for (const code of Object.keys(STOP_REASONS)) expect(codes).toContain(code);
});
