import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { Bell } from './bell.ts';
import type { Leases } from './lease.ts';
import { ensureGroup, outcomeStreamKey, readEntries } from './stream.ts';
import { createWriter } from './writer.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  for (const shard of [0, 1]) await ensureGroup(redis, shard);
});
afterAll(() => server.stop());

/** A writer to a store that fails so many times first; what is said, waited for and asked is kept. */
function writing({ fails = 0, sure = [0, 1], stopAfter = Infinity }) {
  const heard = { said: [] as string[], waits: [] as number[], inserts: 0, queries: 0 };
  const say = (message: string) => void heard.said.push(message);
  const store = {
    async insert() {
      heard.inserts++;
      if (heard.inserts <= fails) throw new Error('connection refused');
    },
    async query() {
      heard.queries++;
      return [];
    },
    command: async () => undefined,
  } as unknown as OutcomeStore;
  const bell: Bell = { wait: async (ms) => void heard.waits.push(ms), ring: () => undefined };
  const leases = { isSure: async (shard: number) => sure.includes(shard) } as Leases;
  const log = { info: say, warn: say, error: say };
  const writer = createWriter(redis, { store, leases, log, bell }, () => heard.waits.length >= stopAfter);
  return { heard, writer };
}

async function entries() {
  await redis.xadd(outcomeStreamKey(0), '*', 'r', 's{"id":"a"}\ns{"id":"b"}');
  await redis.xadd(outcomeStreamKey(1), '*', 'r', 's{"id":"c"}');
  return (await Promise.all([0, 1].map((shard) => readEntries(redis, shard, 'new', 10)))).flat();
}
const pending = async () =>
  (await Promise.all([0, 1].map((shard) => readEntries(redis, shard, 'pending', 10)))).flat().length;

test('rows are written and acknowledged; what is certain is not looked for', async () => {
  const { heard, writer } = writing({});
  expect(await writer.write(await entries(), false)).toBe(true);
  expect(heard).toEqual({ said: [], waits: [], inserts: 1, queries: 0 });
  expect([writer.rows, writer.failing, await pending()]).toEqual([3, undefined, 0]);
});

test('what is not surely ours is not written', async () => {
  const { heard, writer } = writing({ sure: [0] });
  expect(await writer.write(await entries(), false)).toBe(false);
  expect([heard.inserts, writer.rows, await pending()]).toEqual([0, 0, 2]);
});

test('a store that takes nothing is tried again, ever more patiently, and is then in doubt; that is said once', async () => {
  const { heard, writer } = writing({ fails: 8 });
  expect(await writer.write(await entries(), false)).toBe(true);
  expect(heard.waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(heard.said).toEqual(['ClickHouse takes no rows; they wait in Redis', 'ClickHouse takes rows again']);
  expect(heard.queries).toBeGreaterThan(8);
  expect([writer.rows, writer.failing]).toEqual([3, undefined]);
});

test('one that is stopped meanwhile gives up, and leaves the rows to who comes after', async () => {
  const { heard, writer } = writing({ fails: 8, stopAfter: 2 });
  await expect(writer.write(await entries(), false)).rejects.toThrow('connection refused');
  expect([heard.waits, writer.failing, await pending()]).toEqual([[250, 500], 'connection refused', 2]);
});
