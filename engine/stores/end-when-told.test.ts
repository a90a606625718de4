import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { connectRedis } from './redis-connection.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test.each([false, true])(
  'a connection that is about to connect again ends when it is told to, and fails what waits (duplicate: %s)',
  async (isDuplicate) => {
    const first = connectRedis(redis.target, 'worker');
    const connection = isDuplicate ? (first as Redis).duplicate() : first;
    for (const each of [first, connection]) each.on('error', () => undefined);
    await connection.ping();
    const underWay = connection.blpop('nothing-comes', 0);
    const broken = once(connection, 'reconnecting');
    connection.disconnect(true);
    await broken;
    const queued = connection.get('later');
    const settled = Promise.allSettled([underWay, queued]);
    const ended = once(connection, 'end');
    connection.disconnect();
    await ended;
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    first.disconnect();
  },
);
