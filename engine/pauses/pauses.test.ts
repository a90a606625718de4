import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Pause, Pauses } from './contract.ts';
import { openPauses } from './pauses.ts';
import { isChannelPaused, pausedTriggers } from './views.ts';

let redis: TestRedis;
let opened: Pauses[];
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  opened = [];
  await redis.connect().flushall();
});
afterEach(async () => {
  for (const pauses of opened) await pauses.close();
});
afterAll(() => redis.stop());

const quiet = () => undefined;

async function open({ isDeaf = false, pollMs = 60_000 } = {}): Promise<Pauses> {
  const store = {
    target: redis.target,
    connect: () => (isDeaf ? Object.assign(redis.connect(), { subscribe: async () => 0 }) : redis.connect()),
    close: async () => undefined,
  };
  const pauses = await openPauses({ redis: store, log: { info: quiet, warn: quiet, error: quiet }, pollMs });
  opened.push(pauses);
  return pauses;
}
const changed = (pauses: Pauses) => new Promise<void>((resolve) => void pauses.watch(resolve));
const pauseOf = (what: Pause['what'], author = 'otto'): Pause => ({ what, author, reason: 'too many', at: 5 });

test('a pause counts on every engine, one that starts later too, until somebody ends it', async () => {
  const [one, other] = [await open(), await open()];
  const told = changed(other);
  await one.pause(pauseOf('trigger:walk-by'));
  expect([...one.current.values()]).toEqual([pauseOf('trigger:walk-by')]);
  await told;
  expect(other.current).toEqual(one.current);
  expect((await open()).current).toEqual(one.current);
  const ended = changed(one);
  expect(await other.resume('trigger:walk-by')).toEqual(pauseOf('trigger:walk-by'));
  await ended;
  expect(one.current.size).toBe(0);
  expect(await one.resume('trigger:walk-by')).toBeUndefined();
});

test('an engine that missed the announcement sees the pause when it looks by itself', async () => {
  const [one, deaf] = [await open(), await open({ isDeaf: true, pollMs: 5 })];
  await one.pause(pauseOf('all'));
  await vi.waitUntil(() => deaf.current.has('all'));
});

test('of two people who pause the same, the first one’s words stay', async () => {
  const one = await open();
  await one.pause(pauseOf('channel:email', 'hanna'));
  expect(await one.pause(pauseOf('channel:email', 'otto'))).toMatchObject({ author: 'hanna' });
});

test('all pauses every trigger and every channel; a trigger or a channel only itself', async () => {
  const one = await open();
  expect(pausedTriggers(one.current)).toBeUndefined();
  await one.pause(pauseOf('channel:email'));
  expect(pausedTriggers(one.current)).toBeUndefined();
  expect(['email', 'in-app'].map((name) => isChannelPaused(one.current, name))).toEqual([true, false]);
  await one.pause(pauseOf('trigger:a:b'));
  expect(pausedTriggers(one.current)).toEqual({ isAll: false, triggers: new Set(['a:b']) });
  await one.pause(pauseOf('all'));
  expect(pausedTriggers(one.current)?.isAll).toBe(true);
  expect(isChannelPaused(one.current, 'in-app')).toBe(true);
});
