import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGuests } from '../engine/outcomes/guests/guests.ts';
import { startClickHouse, type TestClickHouse } from './support/clickhouse.ts';
import { root } from './support/sources.ts';

let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
}, 60_000);
afterAll(() => clickhouse?.stop());

test('the guide for analysts names every view with its columns', async () => {
  const guide = readFileSync(join(root, 'docs/for-analysts.md'), 'utf8');
  for (const { name, columns } of await createGuests(clickhouse.store).views()) {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`results.${name}\` |`));
    expect(row, name).toBeDefined();
    // Of these, which have many, another page tells.
    if (ELSEWHERE.has(name)) continue;
    for (const column of columns) expect(row).toContain(`\`${column.name}\``);
  }
});

const ELSEWHERE: ReadonlySet<string> = new Set(['decisions', 'steps', 'step_times']);
