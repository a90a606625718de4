import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { keysOf } from './keys.ts';
import { createRecall } from './recall.ts';

const HALF_DAY_MS = 43_200_000;
const NOW = Date.UTC(2026, 10, 12, 18);
const SLOT = Math.floor(NOW / HALF_DAY_MS);

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterEach(() => vi.useRealTimers());
afterAll(() => server.stop());

test('of a customer the half days of the last day count, and one more on either side, as clocks differ', async () => {
  const redis = server.connect();
  const slots = [2, 1, 0, -1, -2, -3, -4];
  for (const back of slots) await redis.set(keysOf(0).ids('ann', SLOT + back), `hash ${back}|`);
  await redis.set(keysOf(0).ids('bob', SLOT), 'other|');
  const recall = createRecall(redis);
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  expect((await recall.all(0, 'ann')).split('|').filter(Boolean)).toEqual(
    [1, 0, -1, -2, -3].map((back) => `hash ${back}`),
  );
  await recall.forget(0, 'ann');
  expect(await recall.all(0, 'ann')).toBe('');
  expect(await recall.all(0, 'bob')).toBe('other|');
});
