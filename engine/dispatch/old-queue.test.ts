import { readFile } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  LEAVES,
  NOW,
  recheckBy,
  SILENT,
  standingClock,
  storeOver,
  toldChannel,
} from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { restoreOrigin } from '../../triggers/deciding/kept-origin.ts';
import type { Place } from '../../triggers/places/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import { startDispatcher } from './dispatcher.ts';
import { createPutOffs } from './put-offs.ts';
import { openQueues } from './queue.ts';

/**
 * What the release of 28 November 2026 (commit a30e955) left in Redis, recorded with its own code: three mails that
 * wait, of which one is tested again before it leaves, a mail after an attempt that took nothing, and a parcel of two.
 */
const RECORDED = new URL('old-queue.json', import.meta.url);
const IDS = ['old-beside', 'old-parcel-1', 'old-parcel-2', 'old-plain', 'old-still-true', 'old-tried'];

type Recorded =
  | { readonly type: 'hash'; readonly value: Readonly<Record<string, string>> }
  | { readonly type: 'zset'; readonly value: readonly string[] }
  | { readonly type: 'string'; readonly value: string };

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
afterAll(() => server.stop());

test('what an older release left in the queue is delivered, each message once, and an attempt of it counts', async () => {
  await restore(JSON.parse(await readFile(RECORDED, 'utf8')) as Record<string, Recorded>);
  const channels = new Map(
    ['email', 'in-app'].map((name) => [
      name,
      toldChannel(name, name === 'in-app', (id) => ({ kind: 'accepted', providerId: id })),
    ]),
  );
  const clock = standingClock(NOW);
  const queue = openQueues(storeOver(server), [...channels.keys()], new Map([['in-app', 32]]));
  const asked: DeliveryJob[] = [];
  const dispatcher = startDispatcher({
    redis: storeOver(server),
    queue,
    putOffs: createPutOffs(queue, clock),
    names: [...channels.keys()],
    isPaused: () => false,
    channels: () => channels,
    noteSent: async () => undefined,
    recheck: recheckBy(async (job) => {
      asked.push(job);
      return LEAVES.ask(job);
    }),
    report: () => undefined,
    isHeeded: () => false,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: () => undefined,
    random: () => 0,
    clock,
    log: SILENT,
    health: createAccountHealth(clock),
  });
  const ends = async () => {
    const entries = await redis.xrange('kairos:outcomes:{0}', '-', '+');
    const rows = entries.flatMap(([, fields]) =>
      rowsIn<{ step?: string; decision: string; attempt: number }>(fields[1]!),
    );
    return rows.filter(({ step }) => step === 'sent').map(({ decision, attempt }) => `${decision} ${attempt}`);
  };
  await expect.poll(async () => (await ends()).length, { timeout: 20_000 }).toBe(IDS.length);
  expect((await ends()).sort()).toEqual(IDS.map((id) => `${id} ${id === 'old-tried' ? 2 : 1}`));
  const attempts = [...channels.values()].flatMap((channel) => channel.attempts);
  expect(attempts.map(({ id }) => id).sort()).toEqual(IDS);

  // What it is tested on again is the moment that was kept.
  const { again } = asked.find(({ id }) => id === 'old-still-true')!;
  const place = { id: 'p1' } as Place;
  expect(restoreOrigin(again!.signal, again!, place)).toMatchObject({
    signal: { id: 's-old', kind: 'location', value: { accuracyMetres: 8 } },
    stimulus: { type: 'enter', place, passing: true },
  });
  await dispatcher.close();
  await queue.close();
});

async function restore(recorded: Readonly<Record<string, Recorded>>): Promise<void> {
  for (const [key, { type, value }] of Object.entries(recorded)) {
    if (type === 'hash') await redis.hset(key, value);
    else if (type === 'string') await redis.set(key, value);
    else {
      for (let i = 0; i < value.length; i += 2) {
        // What waited for a time has waited long enough.
        const isLater = key.endsWith(':delayed') || (key.endsWith(':marker') && value[i] === '1');
        await redis.zadd(key, isLater ? 0 : Number(value[i + 1]), value[i]!);
      }
    }
  }
}
