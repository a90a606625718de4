import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SendResult } from '../../channels/contract.ts';
import {
  deliveryJob,
  LEAVES,
  NOW,
  SILENT,
  standingClock,
  storeOver,
  toldChannel,
} from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { RequeueTask } from '../../test/support/requeue-child.ts';
import { rowsIn } from '../../test/support/rows.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import type { DeadLetters } from './contract.ts';
import { createDeadLetters } from './dead-letters.ts';
import { startDispatcher } from './dispatcher.ts';
import { createPutOffs } from './put-offs.ts';
import { type DeliveryQueue, openQueues } from './queue.ts';
import { createRecords } from './records.ts';

const NAMES = ['email', 'webhook'];
const REFUSED: SendResult = {
  kind: 'permanent',
  reason: '550 5.1.1 <anna@shop.example>: no such user',
  effect: 'drop',
};
const ACCEPTED: SendResult = { kind: 'accepted', providerId: 'p' };

let server: TestRedis;
let redis: Redis;
let queue: DeliveryQueue;
let letters: DeadLetters;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
  queue = openQueues(storeOver(server), NAMES);
  const records = createRecords(server.connect(), () => 0);
  letters = createDeadLetters({ queue, records, redis, clock: standingClock(NOW) });
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  await queue.close();
  await server.stop();
});

/**
 * Works on the queues until nothing waits: each mail gets what `tell` says. Returns the ids that reached a provider.
 */
async function work(tell: (id: string) => SendResult): Promise<readonly string[]> {
  const clock = standingClock(NOW);
  const channels = new Map(NAMES.map((name) => [name, toldChannel(name, false, tell)]));
  const dispatcher = startDispatcher({
    health: createAccountHealth(clock),
    redis: storeOver(server),
    queue,
    putOffs: createPutOffs(queue, clock),
    names: NAMES,
    channels: () => channels,
    noteSent: async () => undefined,
    isPaused: () => false,
    recheck: LEAVES,
    report: async () => undefined,
    isHeeded: () => false,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: () => undefined,
    random: () => 0,
    clock,
    log: SILENT,
  });
  const isIdle = async () =>
    Object.values(await queue.counts()).every(({ waiting, active, delayed }) => waiting + active + delayed === 0);
  await expect.poll(isIdle, { timeout: 60_000 }).toBe(true);
  await dispatcher.close();
  return NAMES.flatMap((name) => channels.get(name)!.attempts.map(({ id }) => id));
}

async function fail(jobs: readonly DeliveryJob[], tell: (id: string) => SendResult = () => REFUSED) {
  await queue.add(jobs);
  await work(tell);
}

function mails(count: number, more: Partial<DeliveryJob> = {}): DeliveryJob[] {
  return Array.from({ length: count }, () => deliveryJob({ channel: 'email', to: 'anna@shop.example', ...more }));
}

async function timesSent(): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const [, fields] of await redis.xrange('kairos:outcomes:{0}', '-', '+')) {
    for (const { step, decision } of rowsIn<{ step: string; decision: string }>(fields[1]!)) {
      if (step === 'sent') times.set(decision, (times.get(decision) ?? 0) + 1);
    }
  }
  return times;
}

test('what a provider answered is whole in a dead letter that is read, and bounded in rows and lists', async () => {
  const reason = `HTTP 400 ${'x'.repeat(30_000)} the end`;
  const [job] = mails(1);
  await fail([job!], () => ({ kind: 'permanent', reason, effect: 'drop' }));
  expect((await letters.read(job!.id))?.reason).toBe(reason);
  const { letters: listed } = await letters.list({}, { most: 10 });
  const groups = await letters.group({});
  const rows = (await redis.xrange('kairos:outcomes:{0}', '-', '+')).flatMap(([, fields]) =>
    rowsIn<{ reason: string }>(fields[1]!),
  );
  const shown = [...listed, ...rows].map((one) => one.reason);
  for (const text of [...shown, groups.groups[0]!.example]) expect(text.length).toBeLessThanOrEqual(2_000);
  expect(shown.some((text) => text.startsWith('HTTP 400 xxx'))).toBe(true);
});

test('failed messages are grouped by channel and cause, with their triggers and those that would be too late', async () => {
  const busy: SendResult = { kind: 'permanent', reason: '452 4.3.0 queue 4Xk2b9 full', effect: 'drop' };
  const [gone, late] = [mails(3), mails(2, { trigger: 'sunny', expiresAt: NOW + 1_000 })];
  await fail([...gone, ...late], (id) => (gone.some((job) => job.id === id) ? REFUSED : busy));
  const after = createDeadLetters({
    queue,
    records: createRecords(server.connect(), () => 0),
    redis,
    clock: standingClock(NOW + 2_000),
  });
  const { groups, of, looked, next } = await after.group({});
  expect({ of, looked, next }).toEqual({ of: 5, looked: 5, next: undefined });
  expect(groups).toEqual([
    {
      channel: 'email',
      kind: 'provider-refused',
      cause: '550 5.1.1 …: no such user',
      count: 3,
      tooLate: 0,
      firstAt: expect.any(Number),
      lastAt: expect.any(Number),
      example: REFUSED.kind === 'permanent' ? REFUSED.reason : '',
      triggers: { rainy: 3 },
    },
    expect.objectContaining({
      kind: 'provider-refused',
      cause: '452 4.3.0 queue … full',
      count: 2,
      tooLate: 2,
      triggers: { sunny: 2 },
    }),
  ]);
});

test('a filter puts back what it means and nothing else, and a second time finds nothing', async () => {
  const [wanted, other] = [mails(120), mails(3, { trigger: 'sunny' })];
  const calls = [deliveryJob({ channel: 'webhook' })];
  await fail([...wanted, ...other, ...calls]);
  const to = performance.timeOrigin + performance.now() + 1;
  const filter = { channel: 'email', trigger: 'rainy', to };
  expect(await letters.requeueAll(filter)).toEqual({ requeued: 120, tooLate: 0, looked: 123 });
  expect(await letters.requeueAll(filter)).toEqual({ requeued: 0, tooLate: 0, looked: 3 });
  expect((await work(() => ACCEPTED)).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
  expect((await letters.list({}, { most: 10 })).letters.map(({ id }) => id).toSorted()).toEqual(
    [...other, ...calls].map(({ id }) => id).toSorted(),
  );
});

test('what fails again is not put back by the same window', async () => {
  await fail(mails(5));
  const to = performance.timeOrigin + performance.now() + 1;
  expect(await letters.requeueAll({ to })).toMatchObject({ requeued: 5 });
  await work(() => REFUSED);
  expect(await letters.requeueAll({ to })).toMatchObject({ requeued: 0 });
  expect(await letters.group({})).toMatchObject({ of: 5 });
});

test('two people who send the same messages again at once send each once', async () => {
  const jobs = mails(150);
  await fail(jobs);
  const both = await Promise.all([letters.requeueAll({}), letters.requeueAll({})]);
  expect(both.reduce((sum, { requeued }) => sum + requeued, 0)).toBe(150);
  await work(() => ACCEPTED);
  expect(await timesSent()).toEqual(new Map(jobs.map(({ id }) => [id, 1])));
});

test('pages follow each other without a gap or a repeat, also within one millisecond', async () => {
  await fail(mails(250));
  const key = queue.queues.get('email')!.toKey('failed');
  for (const id of await redis.zrange(key, '0', '-1')) await redis.zadd(key, '1000', id);
  const seen: string[] = [];
  for (let next: { at: number; id: string } | undefined, first = true; first || next; first = false) {
    const page = await letters.list({}, { most: 60, after: next });
    seen.push(...page.letters.map(({ id }) => id));
    next = page.next && { ...page.next, at: 1_000 };
  }
  expect(new Set(seen).size).toBe(250);
  expect(seen).toHaveLength(250);
});

test('the address of one is mended, and its content can be read', async () => {
  const [job] = mails(1);
  await fail([job!]);
  expect(await letters.mend(job!.id, 'anna@home.example')).toBe(true);
  expect(await letters.read(job!.id)).toMatchObject({
    to: 'anna@home.example',
    message: job!.message,
    isTooLate: false,
  });
  expect(await letters.read('d-unknown')).toBeUndefined();
  expect(await letters.mend('d-unknown', 'x@y.example')).toBe(false);
});

test('a process killed while it puts messages back loses none, and none is sent twice', async () => {
  const jobs = mails(1_500);
  await fail(jobs);
  const failed = queue.queues.get('email')!.toKey('failed');
  const task: RequeueTask = { socket: server.socket, now: NOW, channel: 'email' };
  const start = () =>
    fork(fileURLToPath(new URL('../../test/support/requeue-child.ts', import.meta.url)), [JSON.stringify(task)], {
      execArgv: ['--import', './engine/typescript.mjs'],
    });
  const child = start();
  await expect.poll(() => redis.zcard(failed), { timeout: 20_000, interval: 2 }).toBeLessThan(1_500);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const left = await redis.zcard(failed);
  expect(left, 'killed on the way').toBeGreaterThan(0);
  // Some are put back twice over: what has left must not be touched, whatever its record says.
  await Promise.all([work(() => ACCEPTED), once(start(), 'exit')]);
  await work(() => ACCEPTED);
  expect(await redis.zcard(failed)).toBe(0);
  expect(await timesSent()).toEqual(new Map(jobs.map(({ id }) => [id, 1])));
}, 90_000);
