import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { storeLines } from '../../test/support/rows.ts';
import { STEPS, type StepName } from './contract.ts';
import { lineOf } from './lines.ts';
import byChannel from './queries/by-channel.ts';
import byHour from './queries/by-hour.ts';
import funnel from './queries/funnel.ts';
import { runQuery } from './query.ts';

const AT = Date.UTC(2026, 0, 5, 18);
const QUERIES = new Map([funnel, byChannel, byHour].map((query) => [query.name, query]));
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, STEPS.flatMap(rowsOf));
});
afterAll(() => clickhouse.stop());

/** Of a trigger called as the step, two decisions that took it and nothing else. */
function rowsOf(step: StepName): readonly string[] {
  return ['first', 'second'].map((decision) =>
    lineOf({
      ...{ step, at: AT, wallAt: AT, elapsedMs: 2, customer: 'ann', signal: 's1', signalAt: AT, trigger: step },
      ...{ version: 1, decision: `${step} ${decision}`, channel: 'email', provider: '', place: '', gate: '' },
      ...{ reason: '', attempt: 0 },
    }),
  );
}

test.each([...QUERIES.keys()].flatMap((query) => STEPS.map((step) => [query, step] as const)))(
  "'%s' counts what was %s under that, and under nothing else",
  async (query, step) => {
    const { rows } = await runQuery(clickhouse.store, QUERIES, query, { trigger: step });
    const counts = rows
      .flatMap((row) => Object.entries(row))
      .map(([column, count]) => [column.replace('_', '-'), count] as const)
      .filter(([column]) => STEPS.includes(column as StepName));
    const says = String(QUERIES.get(query)!.sql).includes(`AS ${step.replace('-', '_')}`);
    expect(rows).toHaveLength(says ? 1 : 0);
    expect(counts.some(([column]) => column === step)).toBe(says);
    for (const [column, count] of counts) expect([column, count]).toEqual([column, column === step ? 2 : 0]);
  },
);
