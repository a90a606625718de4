import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outbound } from '../../channels/contract.ts';
import { NOW, standingClock, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { openInbox } from './inbox.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

const SOON = { timeout: 10_000 };
let customers = 0;

function setUp() {
  const clock = { at: NOW };
  const time = { now: () => clock.at, wall: () => 0 };
  const inbox = openInbox(server.connect(), storeOver(server), time, () => 2);
  const customer = `cards-${++customers}`;
  const put = (id: string, card: string, more: Partial<Outbound> = {}): Promise<void> =>
    inbox.put({
      ...{ id, customer, to: customer, message: { title: `Title ${id}`, body: 'Body', card }, trigger: 'rainy' },
      ...{ purpose: 'offers', sender: { name: 'A', email: 'a@b.example' }, unsubscribeUrl: '', attempt: 1 },
      ...{ decidedAt: clock.at, expiresAt: NOW + 60_000, ...more },
    });
  const ids = async () => (await inbox.cards.list(customer)).map(({ id }) => id);
  return { clock, inbox, customer, put, ids };
}

test('a card is in the feed and not among messages, pinned ones first, then the newest', async () => {
  const { clock, inbox, customer, put, ids } = setUp();
  await put('a', 'kept');
  clock.at += 5;
  await put('b', ' Pinned ');
  clock.at += 5;
  await put('c', 'kept');
  expect(await ids()).toEqual(['b', 'c', 'a']);
  expect((await inbox.cards.list(customer))[0]).toEqual({
    ...{ id: 'b', title: 'Title b', body: 'Body', trigger: 'rainy', expiresAt: NOW + 60_000 },
    ...{ at: NOW + 5, isPinned: true, isShown: false },
  });
  expect(await inbox.claim(customer, 'phone')).toEqual([]);
  expect(await inbox.cards.list('nobody')).toEqual([]);
});

test('a card stays after it was shown, which is said once however many devices show it', async () => {
  const { inbox, customer, put } = setUp();
  await put('a', 'kept');
  const answers = await Promise.all(Array.from({ length: 5 }, () => inbox.cards.shown(customer, 'a')));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await inbox.cards.list(customer)).toMatchObject([{ id: 'a', isShown: true }]);
  expect(await inbox.cards.shown(customer, 'unknown')).toBe(false);
});

test('a card that was dismissed is gone for good, also when it is put again; one that has expired is gone too', async () => {
  const { clock, inbox, customer, put, ids } = setUp();
  await put('a', 'kept');
  await put('b', 'kept', { expiresAt: NOW + 120_000 });
  expect(await inbox.cards.dismiss(customer, 'a')).toBe(true);
  expect(await inbox.cards.dismiss(customer, 'a')).toBe(false);
  await put('a', 'kept', { attempt: 2 });
  expect(await ids()).toEqual(['b']);
  clock.at = NOW + 119_999;
  expect(await ids()).toEqual(['b']);
  clock.at = NOW + 120_000;
  expect(await ids()).toEqual([]);
});

test('a feed holds 50 cards: the oldest that is not pinned makes room, and does not come back', async () => {
  const { clock, put, ids } = setUp();
  await put('pin', 'pinned');
  for (let i = 0; i < 49; i++) {
    clock.at += 1;
    await put(`c${i}`, 'kept');
  }
  clock.at += 1;
  await put('new', 'kept');
  const left = await ids();
  expect(left).toHaveLength(50);
  expect(left.slice(0, 2)).toEqual(['pin', 'new']);
  expect(left).not.toContain('c0');
  await put('c0', 'kept', { attempt: 2 });
  expect(await ids()).toEqual(left);
});

test('where all are pinned the oldest of them makes room', async () => {
  const { clock, put, ids } = setUp();
  for (let i = 0; i < 51; i++) {
    clock.at += 1;
    await put(`p${i}`, 'pinned');
  }
  expect(await ids()).toEqual(Array.from({ length: 50 }, (_, i) => `p${50 - i}`));
});

test('what a customer dismissed by the hundreds does not grow the feed without end', async () => {
  const { inbox, customer, put } = setUp();
  for (let i = 0; i < 300; i++) {
    await put(`m${i}`, 'kept');
    await inbox.cards.dismiss(customer, `m${i}`);
  }
  expect(await server.connect().hlen(`kairos:cards:{2}:${customer}`)).toBeLessThanOrEqual(252);
});

test('a feed that nobody looks into goes by itself', async () => {
  const { customer, put } = setUp();
  await put('a', 'kept');
  const left = await server.connect().pttl(`kairos:cards:{2}:${customer}`);
  expect(left).toBeGreaterThan(60_000);
  expect(left).toBeLessThanOrEqual(60_000 + 86_400_000);
});

test('who follows the feed hears of each change on any engine, and of no message', async () => {
  const { inbox, customer, put } = setUp();
  const other = openInbox(server.connect(), storeOver(server), standingClock(NOW), () => 2);
  let heard = 0;
  const stop = other.cards.watch(customer, () => void heard++);
  await expect.poll(() => heard, SOON).toBe(1); // the subscription holds
  await put('message', '');
  expect(await inbox.claim(customer, 'phone')).toHaveLength(1);
  await put('a', 'kept');
  await expect.poll(() => heard, SOON).toBe(2);
  await inbox.cards.shown(customer, 'a');
  await expect.poll(() => heard, SOON).toBe(3);
  await inbox.cards.dismiss(customer, 'a');
  await expect.poll(() => heard, SOON).toBe(4);
  stop();
});
