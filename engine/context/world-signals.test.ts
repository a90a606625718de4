import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { WorldSignals } from './contract.ts';
import { keysOf } from './keys.ts';
import { createWorldSignals } from './world-signals.ts';

const AT = Date.UTC(2026, 10, 2, 18);
const DAY = 86_400_000;
const MOST = 3;

let redis: TestRedis;
let world: WorldSignals;
beforeAll(async () => {
  redis = await startRedis();
  world = createWorldSignals(redis.connect(), { mostIds: MOST });
});
afterEach(() => redis.connect().flushall());
afterAll(() => redis.stop());

const row = (id: string) => ({
  signal: { id, kind: 'stock', customer: '', at: AT, value: { place: 'mitte', sku: 'boots', quantity: 1 } },
  receivedAt: AT,
  late: false,
});
const known = async (...ids: string[]) => [...(await world.known(ids))];

test('an id is stored once, whoever came first', async () => {
  expect(await known('a', 'b')).toEqual([]);
  expect(await world.append([row('a'), row('b'), row('a')], AT)).toBe(2);
  expect(await world.append([row('a')], AT)).toBe(0);
  expect(await known('a', 'b', 'c')).toEqual(['a', 'b']);
  const [, fields] = (await redis.connect().xrange(keysOf(0).outcomes, '-', '+'))[0]!;
  expect(fields[1]!.split('\n')).toHaveLength(2);
  expect(await redis.connect().xlen(keysOf(0).outcomes)).toBe(1);
});

test('only so many ids are remembered, the newest', async () => {
  for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await world.append([row(id)], AT + i);
  expect(await known('a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd']);
});

test('an id is forgotten after a day, and all of them go when nothing comes any more', async () => {
  await world.append([row('a')], AT);
  await world.append([row('b')], AT + DAY);
  expect(await known('a', 'b')).toEqual(['b']);
  expect(await redis.connect().ttl(keysOf(0).worldIds)).toBe(DAY / 1_000);
});
