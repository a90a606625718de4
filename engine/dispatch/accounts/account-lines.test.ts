import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SendResult } from '../../../channels/contract.ts';
import type { OpenAccount } from '../../../channels/open.ts';
import { deliveryJob, NOW, SILENT, standingClock, storeOver, toldChannel } from '../../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import type { Closable } from '../../contract.ts';
import type { DeliveryJob } from '../../jobs/contract.ts';
import { startDispatcher } from '../dispatcher.ts';
import { createPutOffs } from '../put-offs.ts';
import { openQueues } from '../queue.ts';
import { createAccountHealth } from './account-health.ts';
import { type AccountLinesParts, startAccountLines } from './account-lines.ts';
import { createAccountRooms } from './account-rooms.ts';

const ACCEPTED: SendResult = { kind: 'accepted', providerId: 'p' };
/** A room of which nothing is known. */
const ROOM = 10;

let redis: TestRedis;
const open: Closable[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const closable of open.splice(0).reverse()) await closable.close();
  await redis.connect().flushall();
});
afterAll(() => redis.stop());

/** Two accounts, of customers in Austria and of those in Germany; the German one answers when it is told to. */
function twoAccounts() {
  const queue = openQueues(storeOver(redis), ['email']);
  open.push(queue);
  const looks = new Map<string, number>();
  const attempts: string[] = [];
  const hanging: (() => void)[] = [];
  const ended: string[] = [];
  const heard = new Set<() => void>();
  const paused = { is: false };
  const tell = () => {
    for (const look of heard) look();
  };
  const changed = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        heard.delete(look);
        resolve();
      };
      heard.add(look);
      look();
    });
  const [well] = toldChannel('email', false, () => ACCEPTED).accounts;
  const slow = toldChannel('email', false, (id) => {
    attempts.push(id);
    tell();
    return new Promise((resolve) => hanging.push(() => resolve(ACCEPTED)));
  });
  const accounts: OpenAccount[] = [
    { ...well!, name: 'austrian', countries: ['AT'] },
    { ...slow.accounts[0]!, name: 'german', countries: ['DE'] },
  ];
  const clock = standingClock(NOW);
  const start = (serving = accounts, health = createAccountHealth(clock)) => {
    const dispatcher = startDispatcher({
      ...{ redis: storeOver(redis), queue, putOffs: createPutOffs(queue, clock), names: ['email'], clock, log: SILENT },
      channels: () => new Map([['email', { ...slow, accounts: serving }]]),
      health,
      recheck: {
        atOnce(job) {
          looks.set(job.id, (looks.get(job.id) ?? 0) + 1);
          tell();
          return undefined;
        },
        ask: async () => ({ go: true }),
      },
      happened({ step, decision }) {
        if (step === 'sent') ended.push(decision);
        tell();
      },
      ...{ noteSent: async () => undefined, isPaused: () => paused.is, report: async () => undefined },
      ...{ isHeeded: () => false, unsubscribeUrl: () => '', confirmUrl: () => '', shardOf: () => 0, random: () => 0 },
      sender: () => ({ name: 'A', email: 'a@b.example' }),
    });
    open.push(dispatcher);
    return dispatcher;
  };
  const send = (country: string, count: number, more: Partial<DeliveryJob> = {}) => {
    const jobs = Array.from({ length: count }, () =>
      deliveryJob({ channel: 'email', to: 'eva@a.example', country, ...more }),
    );
    return queue.add(jobs).then(() => jobs.map(({ id }) => id));
  };
  const looksAt = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (looks.get(id) ?? 0), 0);
  return { queue, start, send, changed, hanging, attempts, ended, looks, looksAt, paused };
}

test('messages that wait for a full account are looked at when it has room, and not before; others do not stand behind them', async () => {
  const { start, send, changed, hanging, attempts, ended, looks, looksAt } = twoAccounts();
  start();
  const many = await send('DE', 300);
  await changed(() => looksAt(many) >= 300 && attempts.length === ROOM);
  // Nothing becomes of them while the account answers nothing, however many of the other one come and go.
  for (let i = 0; i < 100; i++) {
    const [one] = await send('AT', 1);
    await changed(() => ended.includes(one!));
  }
  expect(looksAt(many)).toBe(300);
  // One answer of it lets as many go as it has room for then, each with one look more.
  while (attempts.length < 300) {
    const before = attempts.length;
    hanging.shift()!();
    await changed(() => attempts.length > before);
  }
  for (const go of hanging.splice(0)) go();
  await changed(() => many.every((id) => ended.includes(id)));
  expect(Math.max(...many.map((id) => looks.get(id)!))).toBe(2);
  expect(looksAt(many)).toBe(2 * 300 - ROOM);
});

test('the most important of those that wait goes first, then the oldest', async () => {
  const { queue, start, send, changed, hanging, attempts, looksAt } = twoAccounts();
  start();
  await send('DE', ROOM);
  await changed(() => attempts.length === ROOM);
  const [later] = await send('DE', 1, { decidedAt: NOW + 2 });
  const [sooner] = await send('DE', 1, { decidedAt: NOW + 1 });
  const [important] = await send('DE', 1, { decidedAt: NOW + 3, priority: 90 });
  const waiting = [later!, sooner!, important!];
  await changed(() => looksAt(waiting) === 3);
  const line = redis.connect();
  await expect.poll(() => line.zcard('{kairos}:line:email german')).toBe(3);
  for (const go of hanging.splice(0)) go();
  await changed(() => attempts.length === ROOM + 3);
  expect(attempts.slice(ROOM)).toEqual([important, sooner, later]);
  expect((await queue.counts()).email).toMatchObject({ waiting: 0, delayed: 0 });
  expect(await line.keys('{kairos}:line*')).toEqual([]);
  for (const go of hanging.splice(0)) go();
});

test('a broadcast that waits for an account delays no message of another trigger there', async () => {
  const { start, send, changed, hanging, attempts, looksAt } = twoAccounts();
  start();
  await send('DE', ROOM);
  await changed(() => attempts.length === ROOM);
  const broadcast = await send('DE', 200, { trigger: 'broadcast' });
  await changed(() => looksAt(broadcast) === 200);
  const [single] = await send('DE', 1, { trigger: 'single', decidedAt: NOW + 1 });
  await changed(() => looksAt([single!]) === 1);
  const line = redis.connect();
  await expect.poll(() => line.zcard('{kairos}:line:email german')).toBe(201);
  hanging.shift()!();
  await changed(() => attempts.length > ROOM + 1);
  expect(attempts.slice(ROOM, ROOM + 2)).toContain(single);
  while (attempts.length < ROOM + 201) {
    const before = attempts.length;
    hanging.shift()!();
    await changed(() => attempts.length > before);
  }
  for (const go of hanging.splice(0)) go();
});

test('what waits for an account in an engine that ended goes in another one, also where there is no such account any more', async () => {
  const { start, send, changed, hanging, attempts, ended, looksAt } = twoAccounts();
  const first = start();
  await send('DE', ROOM);
  await changed(() => attempts.length === ROOM);
  const waiting = await send('DE', 30);
  await changed(() => looksAt(waiting) === 30);
  const line = redis.connect();
  await expect.poll(() => line.zcard('{kairos}:line:email german')).toBe(30);
  const closed = first.close();
  for (const go of hanging.splice(0)) go();
  await closed;
  expect(ended).not.toContain(waiting[0]);
  const [every] = toldChannel('email', false, () => ACCEPTED).accounts;
  start([{ ...every!, name: 'every' }]);
  await changed(() => waiting.every((id) => ended.includes(id)));
  expect(looksAt(waiting)).toBe(60);
});

test('what waits for the pace of an account is looked at one after the other, and others do not stand behind it', async () => {
  const { start, send, changed, ended, looksAt } = twoAccounts();
  const [told] = toldChannel('email', false, () => ACCEPTED).accounts;
  start([{ ...told!, name: 'slow', perSecond: 20 }]);
  const many = await send('DE', 60);
  await changed(() => many.every((id) => ended.includes(id)));
  // Twenty go at once; each of the others is let go, and for each that goes one more may have come too soon.
  expect(looksAt(many)).toBeLessThanOrEqual(60 + 2 * 40);
});

test('what waits for the pace of an account goes by another one when that is in trouble', async () => {
  const { start, send, changed, ended, looksAt } = twoAccounts();
  const [told] = toldChannel('email', false, () => ACCEPTED).accounts;
  let isInTrouble = false;
  const slow = { ...told!, name: 'slow', perSecond: 0.001 };
  const health = createAccountHealth({ wall: () => 0 });
  const trouble = { account: 'slow', kind: 'failing', reason: '', since: 0, until: 1 } as const;
  const troubleOf = (account: OpenAccount) => (account === slow && isInTrouble ? trouble : undefined);
  start([slow, { ...told!, name: 'reserve', order: 1 }], { ...health, troubleOf });
  const many = await send('DE', 30);
  // A few go by the other one, as the place of each that asks for its pace is held meanwhile.
  await changed(() => ended.length > 0 && looksAt(many) === 30);
  expect(ended.length).toBeLessThan(30);
  isInTrouble = true;
  await changed(() => many.every((id) => ended.includes(id)));
});

test('of a paused channel nothing is let go, and all of it when the pause is over', async () => {
  const { queue, start, send, changed, hanging, attempts, ended, looksAt, paused } = twoAccounts();
  const { heedPauses } = start();
  await send('DE', ROOM);
  await changed(() => attempts.length === ROOM);
  const waiting = await send('DE', 5);
  await changed(() => looksAt(waiting) === 5);
  const line = redis.connect();
  await expect.poll(() => line.zcard('{kairos}:line:email german')).toBe(5);
  paused.is = true;
  heedPauses();
  for (const go of hanging.splice(0)) go();
  await changed(() => ended.length === ROOM);
  expect((await queue.counts()).email).toMatchObject({ waiting: 0, delayed: 5 });
  paused.is = false;
  heedPauses();
  await changed(() => attempts.length === ROOM + 5);
  for (const go of hanging.splice(0)) go();
});

/** The lines alone, before one account that has room for ten; what is let go is only noted. */
function linesAlone(isPaused = false) {
  const clock = { wallAt: NOW, now: () => NOW, wall: () => clock.wallAt };
  const letGo: string[] = [];
  const channel = toldChannel('email', false, () => ACCEPTED);
  const jobs = { getJob: async (id: string) => ({ promote: async () => void letGo.push(id) }) };
  const lines = startAccountLines({
    ...{ redis: redis.connect(), clock, log: SILENT, isPaused: () => isPaused },
    queue: { queues: new Map([['email', jobs]]) as unknown as AccountLinesParts['queue']['queues'] },
    channels: () => new Map([['email', channel]]),
    ...{ health: createAccountHealth(clock), rates: { isSpent: () => false }, rooms: createAccountRooms(512) },
  });
  const line = channel.accounts[0]!.name;
  const waiting = () => redis.connect().zcard(`{kairos}:line:email ${line}`);
  const join = async (count: number) => {
    for (let i = 0; i < count; i++) await lines.join(deliveryJob({ channel: 'email' }), line, 1_000);
  };
  return { clock, lines, letGo, join, waiting };
}

test('a paused channel’s line is left as it is', async () => {
  const { lines, letGo, join, waiting } = linesAlone(true);
  await join(3);
  await lines.close();
  expect([await waiting(), letGo]).toEqual([3, []]);
});

test('four are let go and not looked at yet; one more for each that is looked at, or that nobody took up', async () => {
  const { clock, lines, letGo, join, waiting } = linesAlone();
  open.push(lines);
  await join(10);
  await expect.poll(waiting).toBe(6);
  lines.look(letGo[0]!);
  await expect.poll(waiting).toBe(5);
  clock.wallAt += 2_000;
  await expect.poll(waiting).toBe(1);
  await lines.close();
  expect(await waiting()).toBe(1);
  expect(letGo).toHaveLength(9);
});
