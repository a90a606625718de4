import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/registry.ts';
import type { Outcome, StepName } from './contract.ts';
import { lineOf } from './lines.ts';
import type { Query } from './queries/contract.ts';
import { InvalidQuery, runQuery } from './query.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5, 18);
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
const ask = (name: string, params: Readonly<Record<string, unknown>> = {}) =>
  runQuery(clickhouse.store, queries, name, params);

function outcome(decision: string, step: StepName, minute: number, more: Partial<Outcome> = {}): string {
  const at = START + minute * 60_000;
  return lineOf({
    ...{
      step,
      at,
      wallAt: at,
      elapsedMs: 2,
      customer: 'ann',
      signal: 's1',
      signalAt: at,
      trigger: 'rainy',
      version: 1,
    },
    ...{ decision, channel: 'email', provider: '', place: '', gate: '', reason: '', attempt: 0, ...more },
  });
}
function signal(id: string, kind: string, minute: number, customer: string, late = false): string {
  const at = START + minute * 60_000;
  return lineOf({ signal: { id, kind, customer, at, value: { lat: 1.23456 } }, receivedAt: at, late });
}

beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, [
    signal('s1', 'location', 0, 'ann'),
    signal('s2', 'location', 1, 'bob', true),
    signal('s3', 'cart', 90, 'ann'),
  ]);
  await storeLines(clickhouse.store, [
    outcome('d1', 'matched', 0, { elapsedMs: 1 }),
    outcome('d1', 'queued', 0, { elapsedMs: 3 }),
    outcome('d1', 'sent', 1, { elapsedMs: 50 }),
    outcome('d1', 'delivered', 1),
    outcome('d1', 'opened', 2),
    outcome('d1', 'opened', 3),
    outcome('d1', 'clicked', 3),
    outcome('d2', 'matched', 1, { customer: 'bob', elapsedMs: 3 }),
    outcome('d2', 'held-back', 1, { customer: 'bob', gate: 'consent', reason: 'no consent for offers' }),
    outcome('d3', 'matched', 61, { trigger: 'cart' }),
    outcome('d3', 'queued', 61, { trigger: 'cart' }),
    outcome('d4', 'matched', 62, { trigger: 'cart' }),
    outcome('d4', 'sent', 62, { trigger: 'cart' }),
    outcome('d4', 'failed', 63, { trigger: 'cart' }),
  ]);
});
afterAll(() => clickhouse.stop());

for (const query of queries.values()) {
  test(`'${query.name}' can be asked as its examples say`, async () => {
    expect(query.examples.length).toBeGreaterThan(0);
    for (const params of query.examples) expect(await ask(query.name, params)).toBeInstanceOf(Array);
  });
}

test('the funnel counts each decision once, whatever receipts repeat', async () => {
  const zero = { held_back: 0, opened: 0, clicked: 0, delivered: 0, replied: 0, expired: 0, failed: 0, uncertain: 0 };
  const rainy = {
    ...zero,
    trigger: 'rainy',
    matched: 2,
    held_back: 1,
    queued: 1,
    sent: 1,
    delivered: 1,
    opened: 1,
    clicked: 1,
  };
  expect(await ask('funnel')).toEqual([{ ...zero, trigger: 'cart', matched: 2, queued: 1, sent: 1, failed: 1 }, rainy]);
  expect(await ask('funnel', { trigger: 'rainy' })).toEqual([rainy]);
  expect(await ask('funnel', { to: String(START + HOUR) })).toEqual([rainy]);
});

test('latency is told by step, in the order of the steps', async () => {
  const found = await ask('latency', { trigger: 'rainy' });
  expect(found.map(({ step, count }) => [step, count])).toEqual([
    ['matched', 2],
    ['held-back', 1],
    ['queued', 1],
    ['sent', 1],
  ]);
  expect(found[3]).toMatchObject({ p50: 50, p95: 50, p99: 50, max: 50 });
});

test('reasons for holding back are counted by gate', async () => {
  expect(await ask('held-back')).toEqual([
    {
      ...{ trigger: 'rainy', step: 'held-back', gate: 'consent', reason: 'no consent for offers', count: 1 },
      ...{ customers: 1, last_at: START + 60_000 },
    },
  ]);
});

test('a customer’s story is all of theirs in order, and the newest of it when cut', async () => {
  const story = await ask('customer-story', { customer: 'bob' });
  expect(story.map(({ type, what, reason }) => [type, what, reason])).toEqual([
    ['signal', 'location', 'late'],
    ['outcome', 'matched', ''],
    ['outcome', 'held-back', 'no consent for offers'],
  ]);
  expect(story[0]).toMatchObject({ at: START + 60_000, signal: 's2', value: '{"lat":1.235}' });
  const cut = await ask('customer-story', { customer: 'bob', most: '1' });
  expect(cut.map(({ what }) => what)).toEqual(['held-back']);
});

test('the accounts show what is open and what ended twice', async () => {
  expect(await ask('accounting')).toEqual([
    { state: 'ended', last_step: 'clicked', decisions: 1, oldest_at: START, examples: ['d1'] },
    { state: 'ended', last_step: 'held-back', decisions: 1, oldest_at: START + 60_000, examples: ['d2'] },
    {
      state: 'ended more than once',
      last_step: 'failed',
      decisions: 1,
      oldest_at: START + 62 * 60_000,
      examples: ['d4'],
    },
    { state: 'open', last_step: 'queued', decisions: 1, oldest_at: START + 61 * 60_000, examples: ['d3'] },
  ]);
  expect(await ask('accounting', { to: START + HOUR })).toHaveLength(2);
});

test('the overview counts steps by hour, from the projection', async () => {
  const found = await ask('overview');
  expect(found).toContainEqual({ hour: START, step: 'opened', count: 2 });
  expect(found).toContainEqual({ hour: START + HOUR, step: 'matched', count: 2 });
  const { sql, params } = queries.get('overview')!;
  const plan = await clickhouse.store.query<{ explain: string }>(`EXPLAIN ${sql}`, params.parse({}));
  expect(plan.map(({ explain }) => explain).join('\n')).toContain('ReadFromMergeTree (hourly)');
});

test('signals are counted by kind', async () => {
  expect(await ask('signals-by-kind')).toEqual([
    { kind: 'location', count: 2, customers: 2, late: 1, first_at: START, last_at: START + 60_000 },
    { kind: 'cart', count: 1, customers: 1, late: 0, first_at: START + 90 * 60_000, last_at: START + 90 * 60_000 },
  ]);
});

test('one message’s life is told in order', async () => {
  const steps = (await ask('message', { decision: 'd1' })).map(({ step }) => step);
  expect(steps).toEqual(['matched', 'queued', 'sent', 'delivered', 'opened', 'opened', 'clicked']);
});

test('a question nobody knows and a wrong parameter are refused with what was expected', async () => {
  await expect(ask('funel')).rejects.toThrow("there is no question 'funel'; did you mean 'funnel'?");
  await expect(ask('customer-story')).rejects.toThrow(InvalidQuery);
  await expect(ask('customer-story', { customer: 'a', most: 'many' })).rejects.toThrow(/most: .*number/);
  await expect(ask('funnel', { triger: 'x' })).rejects.toThrow('triger');
});
