import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { SeenText } from '../../triggers/state/seen-text.ts';
import type { RedisContexts } from '../context/contract.ts';
import { createContexts } from '../context/store.ts';
import type { Log } from '../contract.ts';
import { eraseRows } from '../outcomes/erase-rows.ts';
import { migrate } from '../outcomes/migrate.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { startEmbeddedClickHouse } from '../stores/embedded-clickhouse.ts';
import { createCustomers } from './customers.ts';
import type { Customers, ExportLine } from './parts.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let redis: TestRedis;
let outcomes: OutcomeStore;
let contexts: RedisContexts;
let customers: Customers;
const forgotten: string[] = [];
let isAway = false;
let isStuck = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-customers-'));
  redis = await startRedis();
  outcomes = await startEmbeddedClickHouse(folder, log);
  await migrate(outcomes, { signalDays: 10_000, outcomeDays: 10_000 }, log);
  contexts = createContexts(redis.connect(), 4);
  customers = createCustomers({
    contexts,
    store: outcomes,
    async eraseRows(ids) {
      if (isAway) throw new Error('ClickHouse is away');
      if (isStuck) await new Promise(() => undefined);
      await eraseRows(outcomes, ids);
    },
    forgetMessages: async (id) => void forgotten.push(id),
    eraseWithinMs: 1_000,
  });
});
afterAll(async () => {
  await outcomes.close();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

async function store(customer: string, given: Partial<CustomerState>): Promise<void> {
  const state = { ...emptyState(customer), lastAt: NOW, ...given };
  const change = { customer, revision: 0, state, journal: undefined, nextDueAt: NOW, rows: [], jobs: [] };
  expect(await contexts.commit(contexts.shardOf(customer), [change])).toEqual([true]);
}

const SEEN = '32e04mbdtp2jsw';
let row = 0;
const place = () => ({ stored_at: NOW, seq: 0, shard: 0, row: row++ });
async function putSignal(id: string, customer: string, at: number): Promise<void> {
  const line = {
    ...place(),
    id,
    kind: 'cart',
    customer,
    at,
    received_at: at,
    late: false,
    value_cut: false,
    value: { n: id },
  };
  await outcomes.insert('signals', [JSON.stringify(line)]);
}
async function putOutcome(customer: string, step: string): Promise<void> {
  await outcomes.insert('outcomes', [
    JSON.stringify({ ...place(), step, at: NOW, customer, trigger: 't', decision: 'd' }),
  ]);
}
test('the last signal is the newest of all ids of a customer', async () => {
  await store('anna', { aliases: ['visitor-1'], seen: new SeenText(SEEN) });
  await store('visitor-1', { mergedInto: 'anna' });
  expect(await customers.lastSignal('anna')).toBeUndefined();
  await putSignal('s2', 'visitor-1', NOW - 1_000);
  await putSignal('s1', 'anna', NOW - 2_000);
  const last = { id: 's2', kind: 'cart', customer: 'visitor-1', at: NOW - 1_000, value: { n: 's2' } };
  expect(await customers.lastSignal('anna')).toEqual(last);
  expect(await customers.lastSignal('visitor-1')).toEqual(last);
});

test('an export has the context, then every signal, then every outcome', async () => {
  await putOutcome('anna', 'matched');
  await putOutcome('ben', 'matched');
  const lines: ExportLine[] = [];
  for await (const line of customers.export('visitor-1')) lines.push(line);
  expect(lines.map(({ type }) => type)).toEqual(['context', 'signal', 'signal', 'outcome']);
  expect(lines[0]).toMatchObject({ context: { id: 'anna' } });
  expect(JSON.parse(JSON.stringify(lines[0]))).toMatchObject({ context: { seen: SEEN } });
  expect(lines[3]).toMatchObject({ outcome: { step: 'matched', customer: 'anna', trigger: 't' } });
});

test('an export longer than one page has every row once', async () => {
  const lines = Array.from({ length: 5_001 }, (_, i) =>
    JSON.stringify({
      ...place(),
      id: `m${i}`,
      kind: 'page',
      customer: 'many',
      at: NOW + i,
      received_at: NOW,
      value: {},
    }),
  );
  await outcomes.insert('signals', lines);
  const ids = new Set<string>();
  for await (const line of customers.export('many')) if (line.type === 'signal') ids.add(line.signal.id);
  expect(ids.size).toBe(5_001);
});

const rowsOf = async (customer: string) => {
  const counts = ['signals', 'outcomes'].map((table) =>
    outcomes.query<{ n: number }>(`SELECT count() AS n FROM ${table} WHERE customer = {customer:String}`, { customer }),
  );
  return (await Promise.all(counts)).map(([found]) => Number(found?.n));
};

test('an erasure that fails half way can be done again in full', async () => {
  isAway = true;
  await expect(customers.erase('anna')).rejects.toThrow('ClickHouse is away');
  isAway = false;
  expect((await customers.read('anna')).aliases).toEqual(['visitor-1']);
});

test('an erasure that ClickHouse does not do in time is told as not done, and nothing is forgotten', async () => {
  isStuck = true;
  await expect(customers.erase('anna')).rejects.toMatchObject({
    status: 503,
    message: 'ClickHouse did not delete the rows within 1 s; nothing was forgotten yet, ask again',
  });
  isStuck = false;
  expect((await customers.read('anna')).aliases).toEqual(['visitor-1']);
  const [loaded] = await contexts.load(contexts.shardOf('anna'), ['anna']);
  expect(loaded).not.toHaveProperty('isErased');
});

test('an erasure leaves nothing under any id, wherever it was kept, and touches nobody else', async () => {
  expect(await rowsOf('anna')).toEqual([1, 1]);
  expect(await customers.erase('visitor-1')).toEqual({ ids: ['anna', 'visitor-1'] });
  expect(forgotten).toEqual(['anna', 'visitor-1']);
  expect(await rowsOf('anna')).toEqual([0, 0]);
  expect(await rowsOf('visitor-1')).toEqual([0, 0]);
  expect(await rowsOf('ben')).toEqual([0, 1]);
  expect((await customers.read('anna')).lastAt).toBe(0);
  expect(await redis.connect().keys('*anna*')).toEqual([]);
  for (const [id, isErased] of [
    ['anna', true],
    ['visitor-1', true],
    ['ben', undefined],
    ['nobody', undefined],
  ] as const) {
    const [loaded] = await contexts.load(contexts.shardOf(id), [id]);
    expect([id, loaded?.isErased]).toEqual([id, isErased]);
  }
  expect(await contexts.due(contexts.shardOf('anna'), NOW + 1, NOW + 2, 10)).not.toContain('anna');
});

test('an id with quotes in it is a value and no SQL', async () => {
  const odd = "o'neill\\') OR 1=1 --";
  await putSignal('q1', odd, NOW);
  await store(odd, {});
  expect(await customers.lastSignal(odd)).toMatchObject({ id: 'q1' });
  await customers.erase(odd);
  expect(await rowsOf(odd)).toEqual([0, 0]);
  expect(await rowsOf('ben')).toEqual([0, 1]);
});
