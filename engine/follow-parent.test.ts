import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followParent } from './follow-parent.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the end of the parent is told once', () => {
  let parent = 4_711;
  const gone = vi.fn();
  followParent(() => parent, gone);
  vi.advanceTimersByTime(60_000);
  expect(gone).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(60_000);
  expect(gone).toHaveBeenCalledOnce();
});

test('nothing is told after closing', async () => {
  let parent = 4_711;
  const gone = vi.fn();
  await followParent(() => parent, gone).close();
  parent = 1;
  vi.advanceTimersByTime(60_000);
  expect(gone).not.toHaveBeenCalled();
});
