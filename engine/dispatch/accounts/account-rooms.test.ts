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
    rooms.await(slow, at);
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
