import { expect, test } from 'vitest';
import type { OpenAccount } from '../../../channels/open.ts';
import { toldChannel } from '../../../test/support/deliveries.ts';
import { createAccountRooms } from './account-rooms.ts';
import { type AccountStates, accountsFor, chooseAccount } from './choose-account.ts';

const [told] = toldChannel('sms', false, (id) => ({ kind: 'accepted', providerId: id })).accounts;
const account = (name: string, use: Partial<OpenAccount> = {}): OpenAccount => ({ ...told!, name, ...use });
const job = (id: string, purpose = 'offers', country?: string) => ({ id, purpose, country, to: '+4930123456' });
const namesOf = (accounts: readonly OpenAccount[]) => accounts.map(({ name }) => name);
const healthy = { troubleOf: () => undefined, isOnTrial: () => false };
const rooms = () => createAccountRooms(128);

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

test('that a STOP was heard goes by an account of any purpose', () => {
  const accounts = [account('service', { purposes: ['service'] })];
  expect(namesOf(accountsFor({ ...job('1', '*'), tellsOfStop: true }, accounts))).toEqual(['service']);
});

test('an account serves the addresses that its provider takes', () => {
  const takes = (to: string) => to.startsWith('+43');
  const accounts = [account('austrian', { provider: { ...told!.provider, takes } }), account('all')];
  expect(namesOf(accountsFor(job('1'), accounts))).toEqual(['all']);
});

test('a person replies by the account to which the customer wrote, before all others and wherever the customer is', () => {
  const accounts = [
    account('first'),
    account('austria', { order: 5, countries: ['AT'] }),
    account('second', { order: 1 }),
  ];
  const reply = { ...job('reply-1', 'reply', 'DE'), by: 'mia', account: 'austria' };
  expect(namesOf(accountsFor(reply, accounts))).toEqual(['austria', 'first', 'second']);
  expect(namesOf(accountsFor({ ...reply, account: 'gone' }, accounts))).toEqual(['first', 'second']);
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

test('each attempt goes to the next account that takes messages and has room', () => {
  const accounts = ['a', 'b', 'c'].map((name) => account(name));
  const chosen = (made: number, health: AccountStates['health'], from: AccountStates['rooms'] = rooms()) => {
    const choice = chooseAccount('d-1', accounts, made, { health, rooms: from });
    return choice && 'account' in choice ? choice.account.name : choice;
  };
  expect([0, 1, 2, 3].map((made) => chosen(made, healthy))).toEqual(['a', 'b', 'c', 'a']);
  const trouble = (name: string) =>
    ({ account: name, kind: 'failing', reason: 'refused', since: 0, until: 3_000 }) as const;
  const without = (...names: string[]) => ({
    ...healthy,
    troubleOf: ({ name }: OpenAccount) => (names.includes(name) ? trouble(name) : undefined),
  });
  expect([0, 1].map((made) => chosen(made, without('b')))).toEqual(['a', 'c']);
  expect(chosen(0, without('a', 'b', 'c'))).toEqual({
    reason: 'a is failing: refused; b is failing: refused; c is failing: refused',
  });
  const full = (...names: string[]) => ({
    isFull: ({ name }: OpenAccount) => names.includes(name),
    isHeld: () => false,
  });
  expect([0, 1].map((made) => chosen(made, healthy, full('a')))).toEqual(['b', 'b']);
  expect(chosen(0, without('a'), full('b', 'c'))).toEqual({
    reason: 'a is failing: refused; b has enough to do; c has enough to do',
  });
  expect(chooseAccount('d-1', [], 0, { health: healthy, rooms: rooms() })).toBeUndefined();
});

test('one message tries an account out; others that look meanwhile wait', () => {
  const accounts = [account('a')];
  const health = { ...healthy, isOnTrial: () => true };
  const states = { health, rooms: rooms() };
  expect(chooseAccount('d-1', accounts, 0, states)).toEqual({ account: accounts[0] });
  states.rooms.hold(accounts[0]!, 'd-1');
  expect(chooseAccount('d-1', accounts, 0, states)).toEqual({ account: accounts[0] });
  expect(chooseAccount('d-2', accounts, 0, states)).toEqual({ reason: 'a has enough to do' });
});
