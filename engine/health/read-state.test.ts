import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deliveryJob, NOW, standingClock, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { type DeliveryQueue, openQueues } from '../dispatch/queue.ts';
import { createPendingStore } from '../outcomes/pending-store.ts';
import { createChannelTally } from './channel-tally.ts';
import type { EngineWord } from './contract.ts';
import { ENGINES_KEY, startHeartbeat } from './heartbeat.ts';
import { createStateReader } from './read-state.ts';

const clock = standingClock(NOW);
let server: TestRedis;
let redis: Redis;
let queue: DeliveryQueue;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
  queue = openQueues(storeOver(server), ['email', 'in-app']);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  await queue.close();
  await server.stop();
});

const closed = createPendingStore(
  () => undefined,
  () => 'ClickHouse does not answer yet',
);

function reader(more: Partial<Parameters<typeof createStateReader>[0]> = {}) {
  return createStateReader({
    redis,
    queue,
    outcomes: { store: { ...closed, ping: async () => true }, notYet: undefined },
    accounts: () => new Map([['email', [{ name: 'smtp' }]]]),
    pauses: { current: new Map() },
    backlog: () => 7,
    clock,
    ...more,
  });
}

function word(more: Partial<EngineWord> = {}): EngineWord {
  const tally = createChannelTally(['email', 'in-app'], clock);
  tally.answered('email', { kind: 'accepted', providerId: 'p' });
  tally.answered('email', { kind: 'transient', reason: '451 later' });
  const at = clock.wall();
  return {
    id: 'one',
    host: 'h',
    roles: ['ingest', 'dispatch', 'sink'],
    startedAt: at,
    at,
    channels: tally.read(),
    ...more,
  };
}

test('engines, channels, queues and stores stand in one answer', async () => {
  const sink = { entries: 12, oldestMs: 40, rows: 3, failing: undefined };
  const beats = await Promise.all([
    startHeartbeat({ redis, clock, say: async () => word({ sink }) }),
    startHeartbeat({ redis, clock, say: async () => word({ id: 'two', roles: ['api'] }) }),
  ]);
  const low = deliveryJob({ channel: 'email', priority: 1 });
  await queue.add([low, deliveryJob({ channel: 'email', priority: 90 })]);
  const oldest = performance.timeOrigin + performance.now() - 120_000;
  await redis.hset(queue.queues.get('email')!.toKey(low.id), 'timestamp', Math.trunc(oldest));
  const state = await reader()();
  expect(state).toMatchObject({
    flows: 'partly',
    hindrances: [{ code: 'channel-stuck', args: { channel: 'email', minutes: 2 } }],
    redis: { isUp: true, usedBytes: expect.any(Number) },
    clickhouse: { isUp: true },
    sink: { entries: 12, oldestMs: 40 },
  });
  expect(state.channels).toEqual([
    expect.objectContaining({
      name: 'email',
      provider: 'smtp',
      state: 'ready',
      waiting: 2,
      oldestAt: Math.trunc(oldest),
      sent: 2,
      errors: 2,
      lastError: '451 later',
    }),
    expect.objectContaining({ name: 'in-app', state: 'not-set-up', sent: 0 }),
  ]);
  expect(state.engines.map(({ id, isAway }) => `${id} ${isAway}`).toSorted()).toEqual(['one false', 'two false']);
  for (const beat of beats) await beat.close();
  expect((await reader()()).engines, 'an engine that stops says so').toEqual([]);
});

test('an engine that died is away for a while, then forgotten', async () => {
  const at = clock.wall();
  const say = (id: string, ago: number) => redis.hset(ENGINES_KEY, id, JSON.stringify(word({ id, at: at - ago })));
  await say('dead', 20_000);
  await say('long-dead', 700_000);
  const { engines, hindrances } = await reader()();
  expect(engines).toMatchObject([{ id: 'dead', isAway: true }]);
  expect(hindrances).toContainEqual({ code: 'engine-away', args: { host: 'h' } });
  expect(await redis.hkeys(ENGINES_KEY)).toEqual(['dead']);
});

test('what stands still is said to be silent, and the answer comes all the same', async () => {
  await redis.hset(ENGINES_KEY, 'one', JSON.stringify(word()));
  const silent = new Promise<never>(() => undefined);
  const { clickhouse, channels, flows, hindrances } = await reader({
    outcomes: { store: { ...closed, ping: () => silent }, notYet: undefined },
    queue: { queues: queue.queues, counts: () => silent },
  })();
  expect(clickhouse).toEqual({ isUp: false, why: 'it did not answer within 200 ms' });
  expect(channels[0]).toMatchObject({ name: 'email', waiting: 0 });
  expect([flows, hindrances]).toEqual(['partly', [{ code: 'clickhouse-away', args: {} }]]);
});

test('a paused channel is told as paused, also when its provider fails', async () => {
  await redis.hset(ENGINES_KEY, 'one', JSON.stringify(word()));
  const paused = { author: 'ann', reason: 'night', at: 0 };
  const one = await reader({
    pauses: { current: new Map([['channel:email', { what: 'channel:email', ...paused }]]) },
  })();
  expect(one.channels[0]).toMatchObject({ state: 'paused', errors: 1 });
  expect(one.hindrances).toContainEqual({ code: 'channel-paused', args: { channel: 'email' } });
  const all = await reader({ pauses: { current: new Map([['all', { what: 'all', ...paused }]]) } })();
  expect([all.flows, all.channels[0]?.state]).toEqual(['no', 'paused']);
});

test('an account that is left alone is named with its reason, and messages still flow by others', async () => {
  const trouble = { account: 'reserve', kind: 'misconfigured', reason: '401 wrong key', since: 1, until: 2 } as const;
  const { channels } = word();
  const withTrouble = (until: number) => ({
    ...channels,
    email: { ...channels.email!, troubles: [{ ...trouble, until }] },
  });
  await redis.hset(
    ENGINES_KEY,
    ...['one', JSON.stringify(word({ channels: withTrouble(5) }))],
    ...['two', JSON.stringify(word({ id: 'two', channels: withTrouble(9) }))],
  );
  const state = await reader()();
  expect(state.channels.find(({ name }) => name === 'email')?.troubles).toEqual([{ ...trouble, until: 9 }]);
  expect(state.hindrances).toEqual([
    { code: 'account-misconfigured', args: { channel: 'email', account: 'reserve', reason: '401 wrong key' } },
  ]);
  expect(state.flows).toBe('partly');
});
