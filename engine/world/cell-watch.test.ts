import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signalClock } from '../clock.ts';
import { startCellWatch } from './cell-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('cells are looked at again and again while people are there, and not for long after', () => {
  const clock = signalClock(0);
  const looked: number[] = [];
  const watch = startCellWatch(clock, (cell) => looked.push(cell));
  watch.visit(7);
  watch.visit(8);
  expect(looked).toEqual([7, 8]);
  clock.advance(15 * 60_000);
  watch.visit(7);
  expect(looked).toEqual([7, 8, 7]);
  vi.advanceTimersByTime(30_000);
  expect(looked).toEqual([7, 8, 7, 7, 8]);
  clock.advance(21 * 60_000);
  vi.advanceTimersByTime(30_000);
  expect(looked).toEqual([7, 8, 7, 7, 8, 7]);
  watch.close();
  vi.advanceTimersByTime(300_000);
  expect(looked).toHaveLength(6);
});
