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

test('an account begins with few at once, has all while messages are taken, and few again when they are not', async () => {
  const rooms = createAccountRooms(128);
  const note = async (kind: string, times: number) => {
    for (let i = 0; i < times; i++) await rooms.within(account, '', async () => RESULTS[kind]);
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
  const rooms = createAccountRooms(4);
  expect(rooms.atOnce([account])).toBe(4);
  expect(rooms.atOnce([])).toBe(1);
});

test('an account that answers nothing fills its own room alone', async () => {
  const rooms = createAccountRooms(3);
  const [slow, other] = [accountOf('slow'), accountOf('other')];
  const ends: ((result: SendResult) => void)[] = [];
  const hang = () => rooms.within(slow, '', () => new Promise((resolve) => ends.push(resolve)));
  const hung = [hang(), hang()];
  expect([rooms.isFull(slow, 'd'), rooms.free(slow)]).toEqual([false, 1]);
  hung.push(hang());
  expect([rooms.isFull(slow, 'd'), rooms.isFull(other, 'd'), rooms.free(slow)]).toEqual([true, false, 0]);
  ends[0]!(RESULTS.accepted!);
  await hung[0];
  expect(rooms.isFull(slow, 'd')).toBe(false);
  for (const end of ends) end(RESULTS.accepted!);
  await Promise.all(hung);
});

test('a message that was given a place keeps it from the others until its attempt has ended or it goes', async () => {
  const rooms = createAccountRooms(1);
  const other = accountOf('sms');
  rooms.hold(account, 'a');
  rooms.hold(account, 'a');
  expect([rooms.isFull(account, 'a'), rooms.isFull(account, 'b'), rooms.isHeld(account, 'a')]).toEqual([
    ...[false, true, false],
  ]);
  expect([rooms.free(account), rooms.isHeld(account, 'b')]).toEqual([0, true]);
  let whileSent: unknown;
  await rooms.within(account, 'a', async () => {
    whileSent = [rooms.isFull(account, 'a'), rooms.isHeld(account, 'b')];
    return RESULTS.accepted;
  });
  expect(whileSent).toEqual([true, false]);
  rooms.hold(account, 'b');
  rooms.hold(other, 'b');
  expect([rooms.free(account), rooms.free(other)]).toEqual([1, 0]);
  rooms.release('b');
  rooms.release('b');
  expect([rooms.free(account), rooms.free(other)]).toEqual([1, 1]);
});

test('what hangs in a room that became smaller takes no job from the other accounts', async () => {
  const rooms = createAccountRooms(128);
  for (let i = 0; i < 40; i++) await rooms.within(account, '', async () => RESULTS.accepted);
  expect(rooms.atOnce([account, accountOf('sms')])).toBe(60);
  const ends: (() => void)[] = [];
  const hung = Array.from({ length: 50 }, () =>
    rooms.within(account, '', () => new Promise((resolve) => ends.push(() => resolve(RESULTS.uncertain)))),
  );
  for (let i = 0; i < 25; i++) {
    ends[i]!();
    await hung[i];
  }
  // Its room is ten again, 25 hang, and the other one has its ten.
  expect([rooms.isFull(account, ''), rooms.atOnce([account, accountOf('sms')])]).toEqual([true, 35]);
  for (const end of ends) end();
  await Promise.all(hung);
});

test('an account whose connection makes few attempts at once has no more than twice as many messages', async () => {
  const rooms = createAccountRooms(128);
  const narrow = { ...account, connection: { ...account.connection, atOnce: 3 } };
  for (let i = 0; i < 40; i++) await rooms.within(narrow, '', async () => RESULTS.accepted);
  expect([rooms.free(narrow), rooms.atOnce([narrow, account])]).toEqual([6, 16]);
});

test('what is kept in a store of ours is never full: a parcel of it goes at once', async () => {
  const rooms = createAccountRooms(128);
  const ours = { ...accountOf('in-app'), provider: inbox };
  expect(rooms.atOnce([ours])).toBe(128);
  const ends: (() => void)[] = [];
  const parcel = Array.from({ length: 32 }, () =>
    rooms.within(ours, '', () => new Promise((resolve) => ends.push(() => resolve(RESULTS.transient)))),
  );
  expect(rooms.isFull(ours, '')).toBe(false);
  for (const end of ends) end();
  await Promise.all(parcel);
  expect(rooms.atOnce([ours])).toBe(128);
});
