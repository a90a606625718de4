import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPartJoiner } from './join-parts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const WAIT_MS = 60_000;

function startJoining() {
  const told: string[] = [];
  const joiner = createPartJoiner(({ bytes }) => told.push(bytes.toString()), WAIT_MS);
  let sequence = 0;
  const take = (words: string, reference: number, part: number, total = 3) =>
    joiner.take(
      {
        from: '49151',
        to: '4930',
        coding: 0,
        bytes: Buffer.from(words),
        joins: { reference, total, part },
      },
      { session: 1, sequence: ++sequence },
    );
  return { told, take, joiner };
}

test('parts are joined in their order, whenever they come', () => {
  const { told, take } = startJoining();
  take('c', 1, 3);
  take('x', 2, 1, 2);
  take('a', 1, 1);
  take('b', 1, 2);
  take('y', 2, 2, 2);
  expect(told).toEqual(['abc', 'xy']);
});

test('what is not whole when the time is over is told as far as it came', () => {
  const { told, take } = startJoining();
  take('a', 1, 1);
  take('c', 1, 3);
  vi.advanceTimersByTime(WAIT_MS - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['ac']);
});

test('a part that is handed over again changes nothing, also once its message is told', () => {
  const { told, take } = startJoining();
  for (const part of [1, 1, 2, 3, 3, 1]) take(String(part), 1, part);
  vi.advanceTimersByTime(10 * WAIT_MS);
  expect(told).toEqual(['123']);
});

test('a reference that is used again is another message', () => {
  const { told, take } = startJoining();
  take('a', 1, 1, 2);
  take('A', 1, 1, 2);
  take('B', 1, 2, 2);
  take('α', 1, 1, 2);
  take('β', 1, 2, 2);
  expect(told).toEqual(['a', 'AB', 'αβ']);
});

test('of too many that wait the oldest is told first', () => {
  const { told, take, joiner } = startJoining();
  for (let reference = 0; reference <= 1_000; reference++) take(`${reference}`, reference, 1);
  expect(told).toEqual(['0']);
  joiner.close();
  expect(told).toHaveLength(1_001);
  expect(vi.getTimerCount()).toBe(0);
});
