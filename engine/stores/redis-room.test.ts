import { afterAll, beforeAll, expect, test } from 'vitest';
import { SILENT, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { pollRoom } from './redis-room.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('room is scarce from 85 % of maxmemory on, until it is below 80 %, and never without a limit', async () => {
  const admin = redis.connect();
  // So much that what connections take does not count.
  await admin.setrange('large', 50_000_000, 'x');
  const said: string[] = [];
  const note = (message: string) => void said.push(message.split(';')[0]!);
  const room = pollRoom(storeOver(redis), { ...SILENT, warn: note, info: note }, 5);
  const used = Number(/used_memory:(\d+)/.exec(await admin.info('memory'))![1]);
  const limitTo = async (share: number) => {
    await admin.config('SET', 'maxmemory', String(Math.round(used / share)));
    await expect.poll(() => Math.abs((room.used ?? 0) - share)).toBeLessThan(0.015);
    return room.isScarce;
  };
  expect(room.used, 'no limit').toBeUndefined();
  expect(await limitTo(0.83)).toBe(false);
  expect(await limitTo(0.9)).toBe(true);
  expect(await limitTo(0.83), 'not enough yet').toBe(true);
  expect(await limitTo(0.75)).toBe(false);
  expect(said).toEqual(['Redis is nearly full', 'Redis has room again']);
  await admin.config('SET', 'maxmemory', '0');
  await expect.poll(() => room.used).toBeUndefined();
  expect(room.isScarce).toBe(false);
  await room.close();
});
