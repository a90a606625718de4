import { expect, test } from 'vitest';
import type { Reservation } from '../../triggers/state/contract.ts';
import { findNewMessages, SAME_MESSAGES } from './new-messages.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(
  (id, at): Reservation => ({ id, at, trigger: id, channel: 'email', purpose: 'p' }),
) as [Reservation, Reservation, Reservation, Reservation];
const before = { reservations: [a, b, c], fired: { a: 0, b: 1, c: 2 } };

test('messages that nothing replaced are the same', () => {
  expect(findNewMessages(before, { ...before })).toBe(SAME_MESSAGES);
});

test('a message that was let through is new, with its trigger, also where the oldest were forgotten', () => {
  const now = { reservations: [b, c, d], fired: { ...before.fired, d: 3 } };
  expect(findNewMessages(before, now)).toEqual({ reserved: 1, spoke: ['d'] });
  expect(findNewMessages({ reservations: [], fired: {} }, now)).toEqual({ reserved: 3, spoke: ['a', 'b', 'c', 'd'] });
});

test('that the oldest were forgotten is told from no change', () => {
  const found = findNewMessages(before, { ...before, reservations: [b, c] });
  expect(found).toEqual({ reserved: 0, spoke: [] });
  expect(found).not.toBe(SAME_MESSAGES);
});

test('a message that was taken back or answered is more than a new message', () => {
  const answered = { ...b, opened: 9 };
  for (const reservations of [[a, c], [a, b], [a, answered, c], [b, a, c], [d, a, b, c], []]) {
    expect(findNewMessages(before, { ...before, reservations })).toBeUndefined();
  }
  expect(findNewMessages(before, { ...before, fired: { a: 0, b: 1 } })).toBeUndefined();
});
