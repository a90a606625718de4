import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBell } from './bell.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a wait has come to. */
function waitOn(bell: ReturnType<typeof createBell>, ms: number) {
  const wait = { isOver: false };
  void bell.wait(ms).then(() => {
    wait.isOver = true;
  });
  return wait;
}

test('a wait is over after its time, or when it rings', async () => {
  const bell = createBell();
  const first = waitOn(bell, 100);
  await vi.advanceTimersByTimeAsync(99);
  expect(first.isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(first.isOver).toBe(true);
  const second = waitOn(bell, 100);
  bell.ring();
  await vi.advanceTimersByTimeAsync(0);
  expect(second.isOver).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('a ring that nobody waits for ends the next wait, and no other', async () => {
  const bell = createBell();
  bell.ring();
  bell.ring();
  const [first] = [waitOn(bell, 100)];
  await vi.advanceTimersByTimeAsync(0);
  expect(first!.isOver).toBe(true);
  const second = waitOn(bell, 100);
  await vi.advanceTimersByTimeAsync(99);
  expect(second.isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(second.isOver).toBe(true);
});
