import { expect, test } from 'vitest';
import type { SendResult } from '../../../channels/contract.ts';
import inbox from '../../../channels/providers/inbox.ts';
import { toldChannel } from '../../../test/support/deliveries.ts';
import { createAccountRooms } from './account-rooms.ts';

const accountOf = (name: string) =>
  toldChannel(name, false, (id) => ({ kind: 'accepted', providerId: id })).accounts[0]!;
const account = accountOf('email');
const RESULTS: Readonly<Record<string, SendResult>> = {
  accepted: { kind: 'accepted', providerId: '1' },
  transient: { kind: 'transient', reason: '' },
  uncertain: { kind: 'uncertain', reason: '' },
  throttled: { kind: 'throttled', reason: '' },
  permanent: { kind: 'permanent', reason: '', effect: 'drop' },
};
const clock = { wall: () => 1_000 };

test('an account begins with few at once, has all while messages are taken, and few again when they are not', async () => {
  const rooms = createAccountRooms(128, clock);
  const note = async (kind: string, times: number) => {
    for (let i = 0; i < times; i++) await rooms.within(account, async () => RESULTS[kind]);
    return rooms.atOnce([account]);
  };
  expect(rooms.atOnce([account])).toBe(10);
  expect(await note('transient', 20)).toBe(10);
  expect(await note('accepted', 50)).toBe(60);
  expect(await note('accepted', 500)).toBe(128);
  expect(await note('permanent', 9)).toBe(128);
  expect(await note('nothing left', 9)).toBe(128);
  expect(await note('uncertain', 2)).toBe(124);
  expect(await note('throttled', 100)).toBe(10);
  expect(rooms.atOnce([account, accountOf('sms')])).toBe(20);
});

test('where few are allowed there are no more, and a channel without an account has one', () => {
  const rooms = createAccountRooms(4, clock);
  expect(rooms.atOnce([account])).toBe(4);
  expect(rooms.atOnce([])).toBe(1);
});

test('an account that answers nothing fills its own room alone; messages for it come back one after the other', async () => {
  const rooms = createAccountRooms(3, clock);
  const [slow, other] = [accountOf('slow'), accountOf('other')];
  const ends: ((result: SendResult) => void)[] = [];
  const hang = () => rooms.within(slow, () => new Promise((resolve) => ends.push(resolve)));
  const hung = [hang(), hang()];
  expect(rooms.isFull(slow)).toBe(false);
  hung.push(hang());
  expect([rooms.isFull(slow), rooms.isFull(other)]).toEqual([true, false]);
  const wait = (from = 0) => {
    const at = rooms.nextBack(slow, from);
    rooms.keepTurn(slow, at);
    return at - clock.wall();
  };
  expect([1, 2, 3].map(() => wait())).toEqual([100, 105, 110]);
  expect(rooms.nextBack(slow, 0)).toBe(1_115);
  for (let i = 0; i < 10_000; i++) expect(wait()).toBeLessThanOrEqual(15_100);
  // Nor do those come back together that wait for an account in trouble.
  expect([1, 2, 3].map(() => wait(61_000))).toEqual([60_000, 60_005, 60_010]);
  ends[0]!(RESULTS.accepted!);
  await hung[0];
  expect(rooms.isFull(slow)).toBe(false);
  for (const end of ends) end(RESULTS.accepted!);
  await Promise.all(hung);
});

test('what is kept in a store of ours is never full: a parcel of it goes at once', async () => {
  const rooms = createAccountRooms(128, clock);
  const ours = { ...accountOf('in-app'), provider: inbox };
  expect(rooms.atOnce([ours])).toBe(128);
  const ends: (() => void)[] = [];
  const parcel = Array.from({ length: 32 }, () =>
    rooms.within(ours, () => new Promise((resolve) => ends.push(() => resolve(RESULTS.transient)))),
  );
  expect(rooms.isFull(ours)).toBe(false);
  for (const end of ends) end();
  await Promise.all(parcel);
  expect(rooms.atOnce([ours])).toBe(128);
});

/** An account that takes `tookMs` for each message, and how long after the first the last of 1,000 waiting ones comes back. */
async function spreadOf(tookMs: number, taken: number, perSecond?: number): Promise<number> {
  let now = 1_000;
  const rooms = createAccountRooms(512, { wall: () => now });
  const one = { ...accountOf('email'), ...(perSecond !== undefined && { perSecond }) };
  for (let i = 0; i < taken; i++) {
    await rooms.within(one, async () => {
      now += tookMs;
      return RESULTS.accepted;
    });
  }
  const backs = Array.from({ length: 1_000 }, () => {
    const at = rooms.nextBack(one, 0);
    rooms.keepTurn(one, at);
    return at;
  });
  return backs.at(-1)! - backs[0]!;
}

test('those that wait come back as fast as the account takes messages: by its room, its time for one, and its rate', async () => {
  expect(await spreadOf(0, 0), 'nothing is known: 200 a second').toBeCloseTo(999 * 5);
  expect(await spreadOf(50, 600), 'a process does no more than 2,000 a second').toBeCloseTo(999 * 0.5);
  expect(await spreadOf(512, 600)).toBeCloseTo(999 * 1);
  expect(await spreadOf(100, 10), 'twenty at once').toBeCloseTo(999 * 5);
  expect(await spreadOf(50, 600, 100)).toBeCloseTo(999 * 10);
});

test('what fails, however slowly, says nothing of how fast it takes what it takes', async () => {
  let now = 1_000;
  const rooms = createAccountRooms(512, { wall: () => now });
  const answer = (kind: string, tookMs: number) =>
    rooms.within(account, async () => {
      now += tookMs;
      return RESULTS[kind];
    });
  for (let i = 0; i < 600; i++) await answer('accepted', 50);
  await answer('uncertain', 15_000);
  const first = rooms.nextBack(account, 0);
  rooms.keepTurn(account, first);
  expect(rooms.nextBack(account, 0) - first).toBeCloseTo(0.5);
});
