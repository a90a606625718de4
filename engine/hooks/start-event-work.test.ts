import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOTHING_OFFERED } from '../../channels/refusals.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { SILENT, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import { EVENT_QUEUE, jobOfEvent } from './event-queue.ts';
import { createSentMessages } from './sent-messages.ts';
import { startEventWork } from './start-event-work.ts';

const clock = { now: () => 1_000, wall: () => 1_000 };
let redis: TestRedis;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('a STOP is told while the answer that says it waits to be stored', async () => {
  const sent = createSentMessages(redis.connect());
  const about = { delivery: 'd1', customer: 'ann', trigger: 'offer', channel: 'sms', purpose: 'offers' };
  await sent.note('own', 'sid-1', '4930123456', about);
  const queue = new Queue(EVENT_QUEUE, { connection: redis.connect(), prefix: QUEUE_PREFIX });
  const told: string[] = [];
  let stopIsTold = () => {};
  let storeAnswer = () => {};
  const stopTold = new Promise<void>((resolve) => {
    stopIsTold = resolve;
  });
  const answerStored = new Promise<void>((resolve) => {
    storeAnswer = resolve;
  });
  const work = startEventWork(
    {
      redis: storeOver(redis),
      sent,
      read: async () => emptyState('ann'),
      offered: () => NOTHING_OFFERED,
      clock,
      log: SILENT,
    },
    (signal) => {
      told.push(signal.kind);
      if (signal.kind === 'message') return answerStored;
      stopIsTold();
      return Promise.resolve();
    },
    undefined,
  );
  try {
    const event = { id: 'in-1', state: 'replied' as const, address: '4930123456', text: 'STOP' };
    const { name, data, opts } = jobOfEvent('sms', 'own', event);
    await queue.add(name, data, opts);
    await stopTold;
    // In their order: the lane of the customer takes them so.
    expect(told).toEqual(['message', 'consent']);
  } finally {
    storeAnswer();
    await work.close();
    await queue.close();
  }
});

test('what is read without an id is the last message to its reader, and of nobody else', async () => {
  const sent = createSentMessages(redis.connect());
  const about = { customer: 'eve', trigger: 'offer', channel: 'messenger', purpose: 'offers' };
  for (const delivery of ['d1', 'd2']) await sent.note('page', `m-${delivery}`, '77', { ...about, delivery });
  const queue = new Queue(EVENT_QUEUE, { connection: redis.connect(), prefix: QUEUE_PREFIX });
  const told: Signal[] = [];
  const work = startEventWork(
    {
      ...{ redis: storeOver(redis), sent, read: async () => emptyState('eve'), offered: () => NOTHING_OFFERED },
      ...{ clock, log: SILENT },
    },
    async (signal) => void told.push(signal),
    async () => 'stranger',
  );
  try {
    for (const address of ['88', '77']) {
      const event = { id: `${address} read 900`, state: 'opened' as const, address, at: 900 };
      const { name, data, opts } = jobOfEvent('messenger', 'page', event);
      await queue.add(name, data, opts);
    }
    await expect.poll(() => told.length).toBe(1);
    await expect
      .poll(() => queue.getJobCounts('wait', 'active', 'delayed'))
      .toEqual({ wait: 0, active: 0, delayed: 0 });
    expect(told).toMatchObject([{ customer: 'eve', value: { delivery: 'd2', state: 'opened' } }]);
  } finally {
    await work.close();
    await queue.close();
  }
});

test('a menu that went as a picture is answered by text message, and the next message to the number is the last', async () => {
  const sent = createSentMessages(redis.connect());
  const about = { customer: 'pia', trigger: 'offer', purpose: 'offers' };
  const offers = { menu: ['keep', 'drop'], answers: [{ label: 'Keep it', value: 'keep' }] };
  const find = (channel: string, text: string) =>
    sent.find(channel, 'own', { id: 'in', state: 'replied', address: '+4930777', text });
  await sent.note('pictures', 'MM1', '+4930777', { ...about, delivery: 'd-menu', channel: 'mms', offers });
  expect(await find('sms', '1')).toMatchObject({ delivery: 'd-menu' });
  await sent.note('own', 'SM1', '+4930777', { ...about, delivery: 'd-text', channel: 'sms' });
  expect(await find('sms', '1')).toMatchObject({ delivery: 'd-menu' });
  for (const channel of ['sms', 'mms', 'rcs'])
    expect(await find(channel, 'Hello')).toMatchObject({ delivery: 'd-text' });
  expect(await find('whatsapp', '1')).toBeUndefined();
});

test('a receipt that comes before its message is noted waits for it, and is not of the one before it', async () => {
  const sent = createSentMessages(redis.connect());
  const about = { customer: 'fay', trigger: 'offer', channel: 'whatsapp', purpose: 'offers' };
  await sent.note('own', 'wamid-1', '4930777', { ...about, delivery: 'd1' });
  const early = { id: 'wamid-2 delivered', message: 'wamid-2', state: 'delivered', address: '4930777' } as const;
  expect(await sent.find('whatsapp', 'own', early)).toBeUndefined();
  await sent.note('own', 'wamid-2', '4930777', { ...about, delivery: 'd2' });
  expect(await sent.find('whatsapp', 'own', early)).toMatchObject({ delivery: 'd2' });
  // Whoever complains, or answers an old message, is the reader of the last one all the same.
  for (const state of ['complained', 'replied', 'opted-out'] as const) {
    const old = { id: `x ${state}`, message: 'long-gone', state, address: '4930777' };
    expect(await sent.find('whatsapp', 'own', old)).toMatchObject({ delivery: 'd2' });
  }
});

test('a call that is made again long after, its signature as good as ever, says nothing anew', async () => {
  const connection = redis.connect();
  const sent = createSentMessages(connection);
  const about = { delivery: 'd1', customer: 'gil', trigger: 'offer', channel: 'sms', purpose: 'offers' };
  await sent.note('own', 'sid-9', '4930888', about);
  const queue = new Queue(EVENT_QUEUE, { connection: redis.connect(), prefix: QUEUE_PREFIX });
  const told: Signal[] = [];
  let heard = () => {};
  const work = startEventWork(
    {
      ...{ redis: storeOver(redis), sent, read: async () => emptyState('gil'), offered: () => NOTHING_OFFERED },
      ...{ clock, log: SILENT },
    },
    async (signal) => {
      told.push(signal);
      if (signal.kind === 'consent' || signal.value.text === 'Bye') heard();
    },
    undefined,
  );
  const tell = async (id: string, text: string) => {
    const said = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { name, data, opts } = jobOfEvent('sms', 'own', { id, state: 'replied', address: '4930888', text });
    await queue.add(name, data, opts);
    return said;
  };
  try {
    await tell('in-7', 'STOP');
    await expect.poll(() => queue.getJobCounts('active', 'wait').then(({ active, wait }) => active! + wait!)).toBe(0);
    expect(told.map(({ kind }) => kind)).toEqual(['message', 'consent']);
    // The service's call from then, and one from now that is worked on after it.
    void tell('in-7', 'STOP');
    await tell('in-8', 'Bye');
    expect(told.map(({ value }) => value.text ?? value.granted)).toEqual(['STOP', false, 'Bye']);
  } finally {
    await work.close();
    await queue.close();
  }
});
