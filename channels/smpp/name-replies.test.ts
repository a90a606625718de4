import { expect, test } from 'vitest';
import { createReplyNames } from './name-replies.ts';

const MINUTE_MS = 60_000;

function startNaming(at = 0) {
  const clock = { at };
  const name = createReplyNames(() => clock.at);
  return { clock, say: (sequence: number, session = 1, words = 'yes') => name('49151', words, { session, sequence }) };
}

test('what is said once more is another reply: at once, and later', () => {
  const { clock, say } = startNaming();
  const ids = [say(1), say(2)];
  clock.at = 5 * MINUTE_MS;
  ids.push(say(3), say(4, 1, 'no'));
  expect(new Set(ids).size).toBe(4);
});

test('what is handed over once more by its number is the same, also over the turn of a minute', () => {
  const { clock, say } = startNaming(MINUTE_MS - 1);
  const first = say(7);
  clock.at = MINUTE_MS + 10_000;
  expect(say(7)).toBe(first);
  const second = say(8);
  expect(second).not.toBe(first);
  expect(say(7)).toBe(first);
});

test('a number counts anew in time', () => {
  const { clock, say } = startNaming();
  const first = say(7);
  clock.at = 2 * MINUTE_MS;
  expect(say(7)).not.toBe(first);
});

test('what the next connection hands over again is the same, and what is said after it is not', () => {
  const { say } = startNaming();
  const ids = [say(1), say(2)];
  expect(say(1, 2)).toBe(ids[1]);
  expect(ids).not.toContain(say(2, 2));
});

test('another engine gives a reply the same id within the minute', () => {
  expect(startNaming(10_000).say(1)).toBe(startNaming(50_000).say(99));
});
