import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { createGather } from './gather.ts';
import { acknowledge, ensureGroup, outcomeStreamKey, readEntries } from './stream.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  for (const shard of [0, 1, 2]) await ensureGroup(redis, shard);
});
afterAll(() => server.stop());

async function add(shard: number, entries: number, rows = 1, line = 'x'): Promise<void> {
  const lines = Array.from({ length: rows }, () => line).join('\n');
  await Promise.all(Array.from({ length: entries }, () => redis.xadd(outcomeStreamKey(shard), '*', 'r', lines)));
}
const countOf = (entries: readonly { readonly shard: number }[]) =>
  entries
    .map(({ shard }) => shard)
    .sort()
    .join('');

test('a round takes what there is of its shards, and of no other', async () => {
  await add(0, 2);
  await add(1, 1, 3);
  await add(2, 5);
  const gathered = await createGather(redis)([0, 1], new Set());
  expect(countOf(gathered.certain)).toBe('001');
  expect(gathered).toMatchObject({ doubtful: [], rows: 5, hasMore: false });
});

test('of a doubtful shard it takes what was read before, and what is new only when that is written', async () => {
  await add(0, 2, 2);
  await readEntries(redis, 0, 'new', 10);
  await add(0, 1);
  await add(1, 1);
  const doubtful = new Set([0, 2]);
  const gather = createGather(redis);
  const first = await gather([0, 1], doubtful);
  expect([countOf(first.doubtful), countOf(first.certain)]).toEqual(['00', '1']);
  expect(first.hasMore).toBe(true);
  expect([...doubtful]).toEqual([0, 2]);
  await acknowledge(redis, first.doubtful);
  expect(await gather([0, 1], doubtful)).toMatchObject({ certain: [], doubtful: [], rows: 0, hasMore: true });
  expect([...doubtful], 'nothing is left in doubt').toEqual([2]);
  const last = await gather([0, 1], doubtful);
  expect(countOf(last.certain)).toBe('0');
  expect(last.hasMore).toBe(false);
});

test('a round ends when it is full, by rows or by length, and the next goes on', async () => {
  const gather = createGather(redis);
  await add(0, 120, 1_000);
  const first = await gather([0], new Set());
  expect(first.rows).toBeGreaterThanOrEqual(60_000);
  expect(first.rows).toBeLessThan(80_000);
  expect(first.hasMore).toBe(true);
  let rows = first.rows;
  for (let round = await gather([0], new Set()); ; round = await gather([0], new Set())) {
    rows += round.rows;
    if (!round.hasMore) break;
  }
  expect(rows).toBe(120_000);
  await add(1, 48, 1, 'x'.repeat(1_000_000));
  const long = await createGather(redis)([1], new Set());
  expect(long.certain.length).toBeLessThan(48);
  expect(long.hasMore).toBe(true);
});
