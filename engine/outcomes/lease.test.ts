import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { systemClock } from '../clock.ts';
import { createLeases } from './lease.ts';
import { ensureGroup, REFUSED_STREAM, readEntries, setAside } from './stream.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(() => server.connect().flushall());
afterAll(() => server.stop());

const LONG = 60_000;
const open = (leaseMs = LONG, clock = systemClock()) => createLeases(server.connect(), 2, leaseMs, clock);

test('a shard is held by one, and free when that one lets go', async () => {
  const [first, second] = [open(), open()];
  expect(await first.acquire()).toEqual([0, 1]);
  expect(await second.acquire()).toEqual([]);
  expect(await second.isSure(0)).toBe(false);
  await first.release();
  expect([...first.held]).toEqual([]);
  expect(await second.acquire()).toEqual([0, 1]);
});

test('where Redis is full a sink can begin: it takes its shards, reads their streams, and sets a row aside', async () => {
  const redis = server.connect();
  await redis.config('SET', 'maxmemory', '1');
  expect(await open().acquire()).toEqual([0, 1]);
  for (let times = 0; times < 2; times++) await ensureGroup(redis, 0);
  expect(await readEntries(redis, 0, 'new', 10)).toEqual([]);
  await setAside(redis, 'zebra', 'not a line of a known table');
  await redis.config('SET', 'maxmemory', '0');
  expect(await redis.xlen(REFUSED_STREAM)).toBe(1);
});

test('one that does not renew loses it to the next, and knows before it writes', async () => {
  let now = 0;
  const slow = open(50, { now: () => now, wall: () => now });
  expect(await slow.acquire()).toEqual([0, 1]);
  const next = open();
  // The two run out a moment apart.
  await vi.waitFor(
    async () => {
      await next.acquire();
      expect([...next.held].sort()).toEqual([0, 1]);
    },
    { timeout: 20_000 },
  );
  expect(await slow.isSure(0)).toBe(true); // by its own clock no time has passed
  now = 30;
  expect(await slow.isSure(0)).toBe(false);
  await slow.renew();
  expect([...slow.held]).toEqual([]);
  await slow.release();
  expect(await next.isSure(0)).toBe(true);
});

test('renewing keeps it', async () => {
  let now = 0;
  const steady = open(LONG, { now: () => now, wall: () => now });
  await steady.acquire();
  now = LONG - 1;
  await steady.renew();
  expect([...steady.held]).toEqual([0, 1]);
  now += LONG;
  expect(await steady.isSure(1)).toBe(true);
  expect(await open().acquire()).toEqual([]);
});
