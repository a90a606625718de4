import { Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deliveryJob, SILENT } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import { type ChannelWorkers, startChannelWorkers } from './channel-workers.ts';
import { type DeliveryQueue, openQueues, queueName } from './queue.ts';

const NAMES = ['email', 'sms', 'push'];

let server: TestRedis;
let queue: DeliveryQueue;
let workers: ChannelWorkers;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.connect().flushall();
  queue = openQueues({ target: server.target, connect: () => server.connect(), close: async () => undefined }, NAMES);
});
afterEach(async () => {
  await workers.close();
  await queue.close();
});

/** Workers that look when they are asked to; what they did is kept. */
function startWorkers(...withAccount: readonly string[]) {
  const accounts = new Set(withAccount);
  const done: string[] = [];
  const running = new Set<string>();
  const start = (channel: string) => {
    running.add(channel);
    const worker = new Worker(queueName(channel), async ({ id }) => void done.push(`${channel} ${id}`), {
      connection: server.connect(),
      prefix: QUEUE_PREFIX,
    });
    worker.on('closed', () => running.delete(channel));
    return worker;
  };
  workers = startChannelWorkers({
    ...{ redis: server.connect(), names: NAMES, start, log: SILENT, lookEveryMs: 3_600_000 },
    isOpen: (channel) => accounts.has(channel),
    isPaused: () => false,
  });
  return { accounts, done, running };
}

test('only a channel that has an account has a worker, also from the moment that it gets one', async () => {
  const { running, accounts } = startWorkers('email');
  await workers.look();
  expect([...running]).toEqual(['email']);
  accounts.add('push');
  workers.heedAccounts();
  expect([...running]).toEqual(['email', 'push']);
});

test('messages of a channel without an account are worked on all the same, and its worker stops after them', async () => {
  const job = deliveryJob({ id: 'left-behind', channel: 'sms' });
  await queue.add([job]);
  await queue.addLater([{ job: deliveryJob({ id: 'later', channel: 'push' }), waitMs: 3_600_000 }]);
  const { done, running } = startWorkers('email');
  await workers.look();
  expect([...running].sort()).toEqual(['email', 'push', 'sms']);
  await expect.poll(() => done).toEqual(['sms left-behind']);
  await expect.poll(async () => (await queue.counts()).sms?.active).toBe(0);
  await workers.look();
  await expect.poll(() => [...running].sort()).toEqual(['email', 'push']);
});

test('an account that is removed leaves its worker on until the last message has ended, and one that comes back has it', async () => {
  const { accounts, done, running } = startWorkers('email');
  accounts.delete('email');
  await queue.add([deliveryJob({ id: 'last', channel: 'email' })]);
  await workers.look();
  await expect.poll(() => done).toEqual(['email last']);
  await expect.poll(async () => (await queue.counts()).email?.active).toBe(0);
  await workers.look();
  await expect.poll(() => running.size).toBe(0);
  accounts.add('email');
  await workers.look();
  expect([...running]).toEqual(['email']);
});
