import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { StepName } from './contract.ts';
import { lineOf } from './lines.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';

const AT = Date.UTC(2026, 0, 5, 18);
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const steps = (trigger: string, decision: string, ...names: readonly StepName[]) =>
  names.map((step) =>
    lineOf({
      ...{ step, at: AT, wallAt: AT, elapsedMs: 2, customer: 'ann', signal: 's1', signalAt: AT, trigger, version: 1 },
      ...{ decision, channel: 'email', provider: '', place: '', gate: '', reason: '', attempt: 0 },
    }),
  );

async function ask(trigger: string) {
  const {
    rows: [found],
  } = await runQuery(clickhouse.store, queries, 'funnel', { trigger });
  return found;
}

test('who was put off is counted where the decision ended, and nowhere while it waits', async () => {
  await storeLines(clickhouse.store, [
    ...steps('night', 'waits', 'matched', 'deferred'),
    ...steps('night', 'waits-in-the-queue', 'matched', 'queued', 'attempted', 'deferred'),
    ...steps('night', 'went', 'matched', 'deferred', 'queued', 'attempted', 'sent'),
    ...steps('night', 'ran-out', 'matched', 'deferred', 'expired'),
    ...steps('night', 'stopped', 'matched', 'deferred', 'held-back'),
  ]);
  expect(await ask('night')).toEqual({
    ...{ trigger: 'night', matched: 5, held_back: 1, queued: 2, sent: 1, expired: 1, failed: 0, uncertain: 0 },
    ...{ delivered: 0, opened: 0, clicked: 0, replied: 0 },
  });
});

test('a message that an earlier release told twice to be in the queue counts once in every question', async () => {
  const once = steps('told', 'd1', 'matched', 'queued', 'attempted', 'sent', 'delivered');
  const again = steps('told', 'd1', 'queued').map((line) => line.replaceAll(String(AT), String(AT + 3_600_000)));
  await storeLines(clickhouse.store, [...once, ...again, ...steps('told', 'd2', 'matched', 'queued')]);
  expect(again[0]).not.toBe(once[1]);
  expect(await ask('told')).toMatchObject({ matched: 2, queued: 2, sent: 1 });
  const queuedOf = async (name: string) => {
    const { rows } = await runQuery(clickhouse.store, queries, name, { trigger: 'told' });
    return rows.filter(({ step }) => step === 'queued');
  };
  expect(await queuedOf('overview')).toEqual([{ hour: AT, step: 'queued', count: 2 }]);
  expect(await queuedOf('latency')).toMatchObject([{ step: 'queued', count: 2 }]);
  const { rows } = await runQuery(clickhouse.store, queries, 'accounting', {});
  expect(rows).toContainEqual(expect.objectContaining({ state: 'ended', last_step: 'delivered', examples: ['d1'] }));
  expect(rows).toContainEqual(expect.objectContaining({ state: 'open', last_step: 'queued', examples: ['d2'] }));
});
