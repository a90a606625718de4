import { Queue, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { createAccountHealth } from '../engine/dispatch/accounts/account-health.ts';
import { startDispatcher } from '../engine/dispatch/dispatcher.ts';
import { createPutOffs } from '../engine/dispatch/put-offs.ts';
import { openQueues } from '../engine/dispatch/queue.ts';
import type { DeliveryJob } from '../engine/jobs/contract.ts';
import type { RedisStore, RedisUse } from '../engine/stores/contract.ts';
import { connectRedis } from '../engine/stores/redis-connection.ts';
import { LEAVES, NOW, SILENT, standingClock, toldChannel } from '../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const JOBS = 20_000;
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const CONCURRENCY = 50;

/** What a delivery costs from the queue to its end, before a provider that takes everything at once. */
export default {
  name: 'dispatch',
  summary: `${JOBS} deliveries into the queue and out of it, in one process, before a provider that answers at once; beside bare BullMQ.`,
  async run({ runs, say }) {
    const figures = await medianOf(runs, async (run) => {
      const redis = await startRedis();
      try {
        const bare = await throughBullMq(redis, jobsOf(`bare-${run}`));
        const ours = await throughDispatcher(redis, jobsOf(`d-${run}`));
        return {
          addedPerSecond: ours.addedPerSecond,
          deliveredPerSecond: ours.donePerSecond,
          cpuMicrosPerDelivery: ours.cpuMicros,
          bareAddedPerSecond: bare.addedPerSecond,
          bareDonePerSecond: bare.donePerSecond,
          bareCpuMicrosPerJob: bare.cpuMicros,
          ofBareRate: Math.round((ours.donePerSecond / bare.donePerSecond) * 1_000) / 1_000,
        };
      } finally {
        await redis.stop();
      }
    });
    say(JSON.stringify(figures));
    return { jobs: JOBS, concurrency: CONCURRENCY, ...figures };
  },
} satisfies Bench;

interface Passage {
  readonly addedPerSecond: number;
  readonly donePerSecond: number;
  readonly cpuMicros: number;
}

async function throughDispatcher(redis: TestRedis, jobs: readonly DeliveryJob[]): Promise<Passage> {
  const open: (Redis | Cluster)[] = [];
  const connect = (use: RedisUse) => {
    const connection = connectRedis(redis.target, use);
    open.push(connection);
    return connection;
  };
  const store: RedisStore = { target: redis.target, connect, close: async () => undefined };
  const queue = openQueues(store, ['email']);
  const addedPerSecond = await measureTime(jobs.length, () => inBatches(jobs, (batch) => queue.add(batch)));
  let sent = 0;
  let done = () => {};
  const allSent = new Promise<void>((resolve) => {
    done = resolve;
  });
  const channel = toldChannel('email', false, (id) => ({ kind: 'accepted', providerId: id }));
  const before = process.cpuUsage();
  let dispatcher: ReturnType<typeof startDispatcher> | undefined;
  const donePerSecond = await measureTime(jobs.length, () => {
    dispatcher = startDispatcher({
      health: createAccountHealth(standingClock(NOW)),
      redis: store,
      queue,
      putOffs: createPutOffs(queue, standingClock(NOW)),
      names: ['email'],
      isPaused: () => false,
      channels: () => new Map([['email', channel]]),
      noteSent: async () => undefined,
      recheck: LEAVES,
      report: () => undefined,
      isHeeded: () => false,
      sender: () => ({ name: 'A', email: 'a@b.example' }),
      unsubscribeUrl: () => '',
      confirmUrl: () => '',
      shardOf: () => 0,
      happened: ({ step }) => {
        if (step === 'sent' && ++sent === jobs.length) done();
      },
      random: () => 0,
      clock: standingClock(NOW),
      log: SILENT,
      concurrency: CONCURRENCY,
    });
    return allSent;
  });
  const { user, system } = process.cpuUsage(before);
  await dispatcher?.close();
  await queue.close();
  for (const connection of open) connection.disconnect();
  return { addedPerSecond, donePerSecond, cpuMicros: Math.round((user + system) / jobs.length) };
}

/** The bare limit: the same jobs through BullMQ with nothing done. */
async function throughBullMq(redis: TestRedis, jobs: readonly DeliveryJob[]): Promise<Passage> {
  const queue = new Queue('bare', { connection: redis.connect(), prefix: '{bare}' });
  const opts = ({ id }: DeliveryJob) => ({ jobId: id, priority: 51, removeOnComplete: { count: 20_000 } });
  const addedPerSecond = await measureTime(jobs.length, () =>
    inBatches(jobs, (batch) => queue.addBulk(batch.map((data) => ({ name: 'x', data, opts: opts(data) })))),
  );
  const before = process.cpuUsage();
  let worker: Worker | undefined;
  const donePerSecond = await measureTime(jobs.length, () => {
    let finished = 0;
    return new Promise<void>((resolve) => {
      worker = new Worker('bare', async () => undefined, {
        connection: redis.connect(),
        prefix: '{bare}',
        concurrency: CONCURRENCY,
      });
      worker.on('completed', () => {
        if (++finished === jobs.length) resolve();
      });
    });
  });
  const { user, system } = process.cpuUsage(before);
  await worker?.close();
  await queue.close();
  return { addedPerSecond, donePerSecond, cpuMicros: Math.round((user + system) / jobs.length) };
}

async function inBatches(jobs: readonly DeliveryJob[], add: (batch: DeliveryJob[]) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let from = next; from < jobs.length; from = next) {
      next += BATCH;
      await add(jobs.slice(from, from + BATCH));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, lane));
}

async function measureTime(count: number, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return Math.round((count / (performance.now() - from)) * 1_000);
}

function jobsOf(name: string): DeliveryJob[] {
  return Array.from({ length: JOBS }, (_, i) => ({
    id: `${name}-${i}`,
    customer: `c${i % 1_000}`,
    signal: `s-${i}`,
    signalAt: NOW,
    receivedAt: NOW,
    trigger: 'rainy-evening-walk-by',
    version: 1,
    place: 'store-1',
    channel: 'email',
    purpose: 'offers',
    to: 'eva@example.org',
    message: { subject: 'Ten percent on boots', html: '<p>Hi Eva, your cart waits around the corner.</p>' },
    decidedAt: NOW,
    expiresAt: NOW + 3_600_000,
    priority: 50,
  }));
}
