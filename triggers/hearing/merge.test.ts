import { expect, test } from 'vitest';
import { keepNotes } from '../../test/support/journal.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { mergeInto, pointTo } from './merge.ts';

/** Merges one customer into another, both empty but for what is given, and returns what is then known. */
function merge(mine: Partial<CustomerState>, theirs: Partial<CustomerState>): CustomerState {
  const state = { ...emptyState('known'), ...structuredClone(mine) };
  mergeInto(state, { ...emptyState('anon'), ...theirs });
  return state;
}
const timer = (dueAt: number): Timer => ({ dueAt, trigger: 't', key: 'k' });

test('of a timer that both have the earlier one stays, and those of one alone stay too', () => {
  const [early, late] = [{ 't|k': timer(T) }, { 't|k': timer(T + 5) }];
  expect(merge({ timers: late }, { timers: early }).timers).toEqual(early);
  expect(merge({ timers: early }, { timers: late }).timers).toEqual(early);
  expect(merge({ timers: early }, { timers: { 't|other': timer(T) } }).timers).toEqual({
    ...early,
    't|other': timer(T),
  });
});

test.each([
  ['consents', { granted: true, at: T, source: 'a' }, { granted: false, at: T + 5, source: 'b' }],
  ['suppressed', { reason: 'bounced', at: T }, { reason: 'complained', at: T + 5 }],
  ['values', { v: 1, at: T, source: 'a' }, { v: 2, at: T + 5, source: 'b' }],
  ['fired', T, T + 5],
] as const)('of %s that both have the newer one stays, and mine where they are as old', (part, older, newer) => {
  const merged = (mine: object, theirs: object) => merge({ [part]: mine }, { [part]: theirs })[part];
  expect(merged({ a: older }, { a: newer })).toEqual({ a: newer });
  expect(merged({ a: newer }, { a: older })).toEqual({ a: newer });
  expect(merged({ a: older }, { b: newer })).toEqual({ a: older, b: newer });
});

test('of two consents of one instant the one that was here stays', () => {
  const [yes, no] = [true, false].map((granted) => ({ 'email:*': { granted, at: T, source: 'a' } }));
  expect(merge({ consents: yes! }, { consents: no! }).consents).toEqual(yes);
});

test('the time in which they were known reaches from the earlier beginning to the later end', () => {
  const [early, late] = [
    { firstAt: T, lastAt: T + 5, definitions: 1 },
    { firstAt: T + 1, lastAt: T + 9, definitions: 2 },
  ];
  const both = { firstAt: T, lastAt: T + 9, definitions: 2 };
  expect(merge(early, late)).toMatchObject(both);
  expect(merge(late, early)).toMatchObject(both);
  expect(merge({}, late), 'nothing was heard of one').toMatchObject(late);
  expect(merge(late, {})).toMatchObject(late);
});

test('messages let through are counted once each, in the order of their times', () => {
  const messages = [T, T + 1, T + 2].map((at) => ({ id: `d${at}`, at, trigger: 't', channel: 'email', purpose: 'p' }));
  const [first, second, third] = messages;
  expect(merge({ reservations: [first!, third!] }, { reservations: [second!, third!] }).reservations).toEqual(messages);
});

test('messages count as forgotten up to the later of the two times', () => {
  expect(merge({ reservationsFrom: T }, { reservationsFrom: T + 5 }).reservationsFrom).toBe(T + 5);
  expect(merge({ reservationsFrom: T + 5 }, {}).reservationsFrom).toBe(T + 5);
  expect(merge({}, {}).reservationsFrom).toBeUndefined();
});

test('what both remember for a trigger is joined by its waker; what one remembers is kept as it is', () => {
  const state: CustomerState = { ...emptyState('known'), memory: { both: 'a', mine: 'b' } };
  const asked: unknown[] = [];
  mergeInto(state, { ...emptyState('anon'), memory: { both: 'c', theirs: 'd' } }, (...args) => {
    asked.push(args);
    return 'joined';
  });
  expect(state.memory).toEqual({ both: 'joined', mine: 'b', theirs: 'd' });
  expect(asked).toEqual([['both', 'a', 'c']]);
});

test('without anybody to join memories, mine stays', () => {
  expect(merge({ memory: { t: 'mine' } }, { memory: { t: 'theirs' } }).memory).toEqual({ t: 'mine' });
});

test('the places are those of who was seen last', () => {
  const [here, there] = [{ home: { since: T } }, { shop: { since: T + 1 } }];
  const merged = (mine: number, theirs: number) =>
    merge({ positionAt: mine, inside: here }, { positionAt: theirs, inside: there });
  expect(merged(T, T + 5)).toMatchObject({ positionAt: T + 5, inside: there });
  expect(Object.keys(merged(T, T + 5).inside), 'not in both').toEqual(['shop']);
  expect(merged(T + 5, T)).toMatchObject({ positionAt: T + 5, inside: here });
  expect(merged(T, T).inside, 'seen at one instant').toEqual(here);
});

test('every id that was merged before leads on', () => {
  expect(merge({ aliases: ['x'] }, { aliases: ['y', 'x'] }).aliases).toEqual(['x', 'anon', 'y']);
});

test('the merged state is left as it is, and shares nothing with the other that could change', () => {
  const other: CustomerState = {
    ...emptyState('anon'),
    positionAt: T,
    values: { tags: { v: ['a'], at: T, source: 'a' } },
    movement: { entering: { shop: T } },
  };
  const before = structuredClone(other);
  const state = emptyState('known');
  mergeInto(state, other);
  (state.values.tags!.v as string[]).push('b');
  state.movement!.entering!.shop = 0;
  expect(other).toEqual(before);
});

test('a customer is not merged into themself, nor twice', () => {
  for (const other of [emptyState('known'), { ...emptyState('anon'), mergedInto: 'known' }]) {
    const state = emptyState('known');
    mergeInto(state, { ...other, fired: { t: T }, lastAt: T });
    expect(state).toEqual(emptyState('known'));
  }
});

test('the journal is told that anything may have changed', () => {
  const notes = keepNotes();
  mergeInto(emptyState('known'), emptyState('anon'), undefined, undefined, notes);
  expect(notes.rewritten).toBe(1);
});

test('who was merged away keeps nothing but where to look and which signals they sent', () => {
  const [at, rest] = [T, { firstAt: T, lastAt: T + 5, seenFrom: 7, definitions: 3, identified: true, positionAt: T }];
  const full: CustomerState = {
    ...emptyState('anon'),
    ...rest,
    values: { a: { v: 1, at, source: 'a' } },
    inside: { shop: { since: at } },
    movement: { entering: { shop: at } },
    visits: { shop: { count: 1, first: 1, begun: [1] } },
    marks: { 'a since': [at, 0] },
    leading: 'phone',
    devices: { phone: { heardAt: at, values: {} } },
    consents: { 'email:*': { granted: true, at, source: 'a' } },
    suppressed: { email: { reason: 'bounced', at } },
    reservations: [{ id: 'd', at, trigger: 't', channel: 'email', purpose: 'p' }],
    fired: { t: at },
    memory: { t: 1 },
    timers: { 't|k': timer(at) },
    aliases: ['x'],
  };
  expect(pointTo(full, 'known')).toEqual({ ...emptyState('anon'), ...rest, mergedInto: 'known' });
});
