import { Queue, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { OpenChannel } from '../../channels/open.ts';
import { createAccountHealth } from '../../engine/dispatch/accounts/account-health.ts';
import { type Dispatcher, type DispatcherParts, startDispatcher } from '../../engine/dispatch/dispatcher.ts';
import { createPutOffs } from '../../engine/dispatch/put-offs.ts';
import { type DeliveryQueue, openQueues } from '../../engine/dispatch/queue.ts';
import type { DeliveryJob } from '../../engine/jobs/contract.ts';
import type { Outcome } from '../../engine/outcomes/contract.ts';
import type { RedisStore, RedisUse } from '../../engine/stores/contract.ts';
import { connectRedis } from '../../engine/stores/redis-connection.ts';
import { LEAVES, NOW, SILENT, standingClock } from '../../test/support/deliveries.ts';
import type { TestRedis } from '../../test/support/redis.ts';

const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const BARE_CONCURRENCY = 50;

/** How fast messages went into a queue and out of it, and what one cost. */
export interface Passage {
  readonly addedPerSecond: number;
  readonly donePerSecond: number;
  readonly cpuMicros: number;
}

/** The same messages through the engine's queue and dispatcher, by this channel. */
export async function throughDispatcher(
  redis: TestRedis,
  jobs: readonly DeliveryJob[],
  open: OpenChannel,
  concurrency?: number,
): Promise<Passage> {
  const store = openStore(redis);
  const { name } = open.channel;
  const queue = openQueues(store, [name]);
  const addedPerSecond = await measureTime(jobs.length, () => inBatches(jobs, (batch) => queue.add(batch)));
  let sent = 0;
  let done = () => {};
  const allSent = new Promise<void>((resolve) => {
    done = resolve;
  });
  const before = process.cpuUsage();
  let dispatcher: Dispatcher | undefined;
  const donePerSecond = await measureTime(jobs.length, () => {
    const happened = ({ step }: Outcome) => {
      if (step === 'sent' && ++sent === jobs.length) done();
    };
    dispatcher = dispatchOver(store, queue, open, { happened, ...(concurrency !== undefined && { concurrency }) });
    return allSent;
  });
  const { user, system } = process.cpuUsage(before);
  await dispatcher?.close();
  await queue.close();
  await store.close();
  return { addedPerSecond, donePerSecond, cpuMicros: Math.round((user + system) / jobs.length) };
}

/** Opens connections as the engine does; `close` closes them. */
export function openStore(redis: TestRedis): RedisStore {
  const connections: (Redis | Cluster)[] = [];
  return {
    target: redis.target,
    connect(use: RedisUse) {
      const connection = connectRedis(redis.target, use);
      connections.push(connection);
      return connection;
    },
    close: async () => connections.forEach((connection) => void connection.disconnect()),
  };
}

/** Starts to send what is queued for one channel, with the engine's own limits where no other is given. */
export function dispatchOver(
  redis: RedisStore,
  queue: DeliveryQueue,
  open: OpenChannel,
  more: Pick<DispatcherParts, 'happened'> & Partial<DispatcherParts>,
): Dispatcher {
  const clock = standingClock(NOW);
  return startDispatcher({
    health: createAccountHealth(clock),
    redis,
    queue,
    putOffs: createPutOffs(queue, clock),
    names: [open.channel.name],
    isPaused: () => false,
    channels: () => new Map([[open.channel.name, open]]),
    noteSent: async () => undefined,
    recheck: LEAVES,
    report: () => undefined,
    isHeeded: () => false,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    random: () => 0,
    clock,
    log: SILENT,
    ...more,
  });
}

/** The bare limit: the same jobs through BullMQ with nothing done. */
export async function throughBullMq(redis: TestRedis, jobs: readonly DeliveryJob[]): Promise<Passage> {
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
        concurrency: BARE_CONCURRENCY,
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

/** Messages that differ in their ids and customers. */
export function jobsOf(name: string, count: number, more: Partial<DeliveryJob> = {}): DeliveryJob[] {
  return Array.from({ length: count }, (_, i) => ({
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
    ...more,
  }));
}
