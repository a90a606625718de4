import { expect, test } from 'vitest';
import type { OpenAccount } from '../../../channels/open.ts';
import { toldChannel } from '../../../test/support/deliveries.ts';
import { createAccountRooms } from './account-rooms.ts';
import { type AccountStates, accountsFor, chooseAccount } from './choose-account.ts';

const [told] = toldChannel('sms', false, (id) => ({ kind: 'accepted', providerId: id })).accounts;
const account = (name: string, use: Partial<OpenAccount> = {}): OpenAccount => ({ ...told!, name, ...use });
const job = (id: string, purpose = 'offers', country?: string) => ({ id, purpose, country, to: '+4930123456' });
const namesOf = (accounts: readonly OpenAccount[]) => accounts.map(({ name }) => name);
const healthy = { troubleOf: () => undefined };
const rooms = () => createAccountRooms(128, { wall: () => 1_000 });

test('an account serves its purposes and countries; a customer of no known country is served by those without any', () => {
  const accounts = [
    account('austria', { countries: ['AT'] }),
    account('service', { purposes: ['service'] }),
    account('all', { order: 9 }),
  ];
  expect(namesOf(accountsFor(job('1', 'offers', 'AT'), accounts))).toEqual(['austria', 'all']);
  expect(namesOf(accountsFor(job('1', 'offers', 'DE'), accounts))).toEqual(['all']);
  expect(namesOf(accountsFor(job('1', 'service'), accounts))).toEqual(['service', 'all']);
});

test('an account serves the addresses that its provider takes', () => {
  const takes = (to: string) => to.startsWith('+43');
  const accounts = [account('austrian', { provider: { ...told!.provider, takes } }), account('all')];
  expect(namesOf(accountsFor(job('1'), accounts))).toEqual(['all']);
});

test('accounts of one order share messages by weight, and a message is drawn the same each time', () => {
  const accounts = [account('three', { weight: 3 }), account('one'), account('last', { order: 1, weight: 100 })];
  const first = { three: 0, one: 0 };
  for (let i = 0; i < 8_000; i++) {
    const order = namesOf(accountsFor(job(`d-${i}`), accounts));
    expect(order[2]).toBe('last');
    first[order[0] as 'three' | 'one']++;
    if (i % 1_000 === 0) expect(namesOf(accountsFor(job(`d-${i}`), [...accounts].reverse()))).toEqual(order);
  }
  // 6,000 are expected; the standard deviation is 39.
  expect(first.three).toBeGreaterThan(5_800);
  expect(first.three).toBeLessThan(6_200);
});

test('each attempt goes to the next account that takes messages; with none of them it waits for the first', () => {
  const accounts = ['a', 'b', 'c'].map((name) => account(name));
  const chosen = (made: number, health: AccountStates['health'], from: AccountStates['rooms'] = rooms()) => {
    const choice = chooseAccount(accounts, made, { health, rooms: from }, 1_000);
    return choice && 'account' in choice ? choice.account.name : choice;
  };
  expect([0, 1, 2, 3].map((made) => chosen(made, healthy))).toEqual(['a', 'b', 'c', 'a']);
  const trouble = (name: string, until: number) =>
    ({ account: name, kind: 'failing', reason: 'refused', since: 0, until }) as const;
  const without = (...names: string[]) => ({
    troubleOf: ({ name }: OpenAccount) =>
      names.includes(name) ? trouble(name, name === 'b' ? 3_000 : 9_000) : undefined,
  });
  expect([0, 1].map((made) => chosen(made, without('b')))).toEqual(['a', 'c']);
  expect(chosen(0, without('a', 'b', 'c'))).toEqual({
    waitMs: 2_000,
    reason: 'a is failing: refused; b is failing: refused; c is failing: refused',
  });
  const full = (...names: string[]) => ({
    ...{ isFull: ({ name }: OpenAccount) => names.includes(name), keepTurn: () => undefined },
    nextBack: ({ name }: OpenAccount, from: number) => Math.max(name === 'c' ? 1_100 : 1_250, from),
  });
  expect([0, 1].map((made) => chosen(made, healthy, full('a')))).toEqual(['b', 'b']);
  expect(chosen(0, without('a'), full('b', 'c'))).toEqual({
    waitMs: 100,
    reason: 'a is failing: refused; b has enough to do; c has enough to do',
  });
  expect(chooseAccount([], 0, { health: healthy, rooms: rooms() }, 0)).toBeUndefined();
});

test('messages that find all accounts in trouble come back one after the other, not all when the first may be tried again', () => {
  const accounts = ['dead', 'busy'].map((name) => account(name));
  const states = {
    health: {
      troubleOf: ({ name }: OpenAccount) =>
        name === 'dead'
          ? ({ account: name, kind: 'failing', reason: '500', since: 0, until: 3_000 } as const)
          : undefined,
    },
    rooms: { ...rooms(), isFull: () => true },
  };
  const backs = new Map<number, number>();
  for (let i = 0; i < 2_000; i++) {
    const choice = chooseAccount(accounts, 0, states, 1_000)!;
    const slot = Math.floor(('waitMs' in choice ? choice.waitMs : 0) / 50);
    backs.set(slot, (backs.get(slot) ?? 0) + 1);
  }
  // Both lines move on by one in 5 ms: at most twenty come back within 50 ms.
  expect(Math.max(...backs.values())).toBeLessThanOrEqual(20);
  expect(Math.min(...backs.keys())).toBe(2);
});
