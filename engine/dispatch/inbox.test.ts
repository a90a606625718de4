import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outbound } from '../../channels/contract.ts';
import { NOW, standingClock, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { InboxFull, openInbox } from './inbox.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

let customers = 0;
const SOON = { timeout: 10_000 };

function setUp() {
  const clock = { ...standingClock(NOW), at: NOW, wallAt: 1_000_000 };
  const time = { now: () => clock.at, wall: () => clock.wallAt };
  const inbox = openInbox(server.connect(), storeOver(server), time, () => 2);
  const customer = `c${++customers}`;
  const outbound = (id: string, more: Partial<Outbound> = {}): Outbound => ({
    id,
    customer,
    to: customer,
    message: { title: `Title ${id}`, body: 'Body', action: 'https://shop.example/' },
    trigger: 'rainy',
    purpose: 'offers',
    sender: { name: 'A', email: 'a@b.example' },
    unsubscribeUrl: '',
    decidedAt: clock.at,
    expiresAt: NOW + 60_000,
    attempt: 1,
    ...more,
  });
  const claimed = async (reader = 'phone') => (await inbox.claim(customer, reader)).map(({ id }) => id);
  return { clock, inbox, customer, outbound, claimed };
}

test('a message waits and is handed out as the app gets it, oldest first', async () => {
  const { inbox, customer, outbound, clock } = setUp();
  await inbox.put(outbound('b'));
  clock.at += 5;
  await inbox.put(outbound('a', { message: { title: 'T', body: 'B', form: ' Modal' } }));
  expect(await inbox.claim(customer, 'phone')).toEqual([
    {
      id: 'b',
      title: 'Title b',
      body: 'Body',
      action: 'https://shop.example/',
      trigger: 'rainy',
      expiresAt: NOW + 60_000,
    },
    { id: 'a', title: 'T', body: 'B', form: 'modal', trigger: 'rainy', expiresAt: NOW + 60_000 },
  ]);
  expect(await inbox.claim('nobody', 'phone')).toEqual([]);
});

test('messages of one moment are handed out by their ids, and what is decided earlier comes first', async () => {
  const { inbox, outbound, claimed, clock } = setUp();
  for (const id of ['b', 'c', 'a']) await inbox.put(outbound(id));
  await inbox.put(outbound('z', { decidedAt: clock.at - 1 }));
  expect(await claimed()).toEqual(['z', 'a', 'b', 'c']);
});

test('a message is held by one reader at a time, until it gives it back or 30 s pass', async () => {
  const { inbox, customer, outbound, claimed, clock } = setUp();
  await inbox.put(outbound('a'));
  expect(await claimed()).toEqual(['a']);
  expect(await claimed()).toEqual([]);
  await inbox.release(customer, ['a', 'unknown'], 'phone');
  expect(await claimed()).toEqual(['a']);
  clock.wallAt += 29_999;
  expect(await claimed()).toEqual([]);
  clock.wallAt += 1;
  expect(await claimed()).toEqual(['a']);
});

test('who gives back a message that another reader holds by now leaves it to that one', async () => {
  const { inbox, customer, outbound, claimed, clock } = setUp();
  await inbox.put(outbound('a'));
  expect(await claimed('phone')).toEqual(['a']);
  clock.wallAt += 30_000;
  expect(await claimed('tablet')).toEqual(['a']);
  await inbox.release(customer, ['a'], 'phone');
  expect(await claimed('phone')).toEqual([]);
  await inbox.release(customer, ['a'], 'tablet');
  expect(await claimed('phone')).toEqual(['a']);
});

test('many readers at once: each message goes to one of them', async () => {
  const { inbox, outbound, claimed } = setUp();
  const ids = Array.from({ length: 20 }, (_, i) => `m${i}`);
  await Promise.all(ids.map((id) => inbox.put(outbound(id))));
  const all = (await Promise.all(Array.from({ length: 10 }, (_, i) => claimed(`reader ${i}`)))).flat();
  expect(all.sort()).toEqual([...ids].sort());
});

test('a message is shown once, and cannot be put again after that', async () => {
  const { inbox, customer, outbound, claimed } = setUp();
  await inbox.put(outbound('a'));
  await inbox.put(outbound('a'));
  expect(await claimed()).toEqual(['a']);
  const answers = await Promise.all(Array.from({ length: 5 }, () => inbox.shown(customer, 'a')));
  expect(answers.filter(Boolean)).toHaveLength(1);
  await inbox.put(outbound('a', { attempt: 2 }));
  expect(await claimed()).toEqual([]);
  expect(await inbox.shown(customer, 'unknown')).toBe(false);
});

test('a message that has expired is never handed out', async () => {
  const { inbox, outbound, claimed, clock } = setUp();
  await inbox.put(outbound('a'));
  await inbox.put(outbound('b', { expiresAt: NOW + 120_000 }));
  clock.at = NOW + 60_000;
  expect(await claimed()).toEqual(['b']);
  clock.at = NOW + 120_000;
  expect(await claimed()).toEqual([]);
});

test('an inbox is bounded; what has expired makes room', async () => {
  const { inbox, outbound, claimed, clock } = setUp();
  await Promise.all(Array.from({ length: 100 }, (_, i) => inbox.put(outbound(`m${i}`))));
  await expect(inbox.put(outbound('more'))).rejects.toThrow(InboxFull);
  clock.at = NOW + 60_000;
  await inbox.put(outbound('more', { expiresAt: NOW + 120_000 }));
  expect(await claimed()).toEqual(['more']);
});

test('an inbox nobody looks into goes by itself', async () => {
  const { inbox, customer, outbound } = setUp();
  await inbox.put(outbound('a'));
  const left = await server.connect().pttl(`kairos:inbox:{2}:${customer}`);
  expect(left).toBeGreaterThan(60_000);
  expect(left).toBeLessThanOrEqual(60_000 + 86_400_000);
});

test('whoever watches hears of a message that is put or given back, on any engine, until they stop', async () => {
  const { inbox, customer, outbound } = setUp();
  const other = openInbox(server.connect(), storeOver(server), standingClock(NOW), () => 2);
  let heard = 0;
  const stop = other.watch(customer, () => void heard++);
  await expect.poll(() => heard, SOON).toBe(1); // the subscription holds
  await inbox.put(outbound('a'));
  await expect.poll(() => heard, SOON).toBe(2);
  await inbox.claim(customer, 'phone');
  await inbox.release(customer, ['a'], 'phone');
  await expect.poll(() => heard, SOON).toBe(3);
  const stopSecond = other.watch(customer, () => void heard++);
  stop();
  await inbox.put(outbound('b'));
  await expect.poll(() => heard, SOON).toBe(4);
  stopSecond();
  await expect.poll(async () => (await server.connect().pubsub('NUMSUB', `kairos:inbox:${customer}`))[1], SOON).toBe(0);
});

test('a message whose holder died is told of again when its hold ends', async () => {
  const { inbox, customer, outbound, clock } = setUp();
  await inbox.put(outbound('a'));
  await inbox.claim(customer, 'phone'); // and then it dies
  let heard = 0;
  const stop = inbox.watch(customer, () => void heard++);
  await expect.poll(() => heard, SOON).toBe(1);
  clock.wallAt += 29_990;
  expect(await inbox.claim(customer, 'phone')).toEqual([]);
  await expect.poll(() => heard, SOON).toBe(2);
  stop();
});

test('whoever watches hears again after the connection was lost, as something may have come meanwhile', async () => {
  const { inbox, customer, outbound } = setUp();
  let heard = 0;
  const stop = inbox.watch(customer, () => void heard++);
  await expect.poll(() => heard, SOON).toBe(1);
  await server.connect().call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await expect.poll(() => heard, SOON).toBe(2);
  await inbox.put(outbound('a'));
  await expect.poll(() => heard, SOON).toBe(3);
  stop();
});
