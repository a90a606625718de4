import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { keysOf } from '../context/keys.ts';
import { createContexts } from '../context/store.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { WrittenReply } from './contract.ts';
import { createReplies } from './replies.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const clock = { now: () => NOW, wall: () => NOW + 5 };
const log = { info: () => undefined, warn: (text: string) => void warned.push(text), error: () => undefined };
const warned: string[] = [];
const handed: DeliveryJob[] = [];
let redis: TestRedis;
let contexts: ReturnType<typeof createContexts>;
let isQueueAway = false;

beforeAll(async () => {
  redis = await startRedis();
  contexts = createContexts(redis.connect(), 4);
});
beforeEach(async () => {
  await redis.connect().flushall();
  handed.length = 0;
  warned.length = 0;
  isQueueAway = false;
});
afterAll(() => redis.stop());

const state = {
  ...emptyState('anna'),
  firstAt: NOW,
  channels: { sms: { wroteAt: NOW }, whatsapp: { wroteAt: NOW - 1_000 } },
};
const reply: WrittenReply = {
  ...{ state, channel: 'sms', to: '+49301', country: 'DE', thread: undefined },
  ...{ message: { text: 'Yes, until eight' }, by: 'mia', key: 'key-00001' },
};
const send = (more: Partial<WrittenReply> = {}) =>
  createReplies({
    contexts,
    async enqueue(jobs) {
      if (isQueueAway) throw new Error('the queue is away');
      handed.push(...jobs);
    },
    clock,
    log,
  }).send({ ...reply, ...more });
const rowsOf = async (customer: string) => {
  const entries = await redis.connect().xrange(keysOf(contexts.shardOf(customer)).outcomes, '-', '+');
  return entries.flatMap(([, [, text]]) => rowsIn<Record<string, unknown>>(text!));
};

test('a reply is stored with its writer and handed to the queue, and no trigger is named in it', async () => {
  const job = await send();
  expect(handed).toEqual([job]);
  expect(job).toMatchObject({
    ...{ customer: 'anna', channel: 'sms', thread: 'sms', by: 'mia', trigger: '', to: '+49301', expiresAt: NOW + DAY },
  });
  expect(await rowsOf('anna')).toEqual([
    expect.objectContaining({ id: job.id, direction: 'out', who: 'mia', channel: 'sms', content: reply.message }),
  ]);
  expect(await contexts.outbox(contexts.shardOf('anna'))).toEqual([JSON.parse(JSON.stringify(job))]);
});

test('a reply goes by the account to which the customer wrote', async () => {
  const channels = { sms: { wroteAt: NOW, account: 'austria' } };
  expect(await send({ state: { ...state, channels } })).toMatchObject({ account: 'austria' });
  expect(await send({ key: 'key-00003' })).not.toHaveProperty('account');
});

test('a repeat under its key is known, by any process; other words, or another key, are another reply', async () => {
  const [first, again] = [await send(), await send()];
  expect(again.id).toBe(first.id);
  expect(handed).toHaveLength(1);
  expect(await rowsOf('anna')).toHaveLength(1);
  await send({ key: 'key-00002' });
  await send({ message: { text: 'Yes, until nine' } });
  expect(new Set(handed.map(({ id }) => id)).size).toBe(3);
});

test('one that the queue does not take is taken all the same: it waits in the outbox, from which it is swept', async () => {
  isQueueAway = true;
  const job = await send();
  expect([handed, warned]).toEqual([[], ['what a person wrote waits in the outbox']]);
  expect(await contexts.outbox(contexts.shardOf('anna'))).toMatchObject([{ id: job.id }]);
});

test('it does not wait beyond the window in which it may be said', async () => {
  expect((await send({ channel: 'whatsapp' })).expiresAt).toBe(NOW - 1_000 + DAY);
});

test('a mail goes on the thread that it answers, else it begins one', async () => {
  const message = { subject: 'Re: Hi', text: 'Yes', html: '<p>Yes</p>' };
  expect(await send({ channel: 'email', thread: 'd1.20420', message })).toMatchObject({ thread: 'd1.20420' });
  const alone = await send({ channel: 'email', message });
  expect(alone.thread).toBe(alone.id);
});
