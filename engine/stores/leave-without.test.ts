import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leaveWithout } from './leave-without.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A Redis that answers, refuses or keeps silent, as it is told. */
function told(how: 'answers' | 'refuses' | 'silent') {
  const state = { how };
  const ping = () => {
    if (state.how === 'answers') return Promise.resolve('PONG');
    return state.how === 'refuses' ? Promise.reject(new Error('ECONNREFUSED')) : new Promise<string>(() => undefined);
  };
  return { state, redis: { ping } };
}

test.each(['refuses', 'silent'] as const)('a Redis that %s is left after two seconds, once', async (how) => {
  const { redis } = told(how);
  const gone = vi.fn();
  leaveWithout(redis, gone);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(gone).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gone).toHaveBeenCalledOnce();
});

test('one that answers is stayed with for as long as it does', async () => {
  const { redis, state } = told('answers');
  const gone = vi.fn();
  leaveWithout(redis, gone);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(gone).not.toHaveBeenCalled();
  state.how = 'refuses';
  await vi.advanceTimersByTimeAsync(1_500);
  state.how = 'answers';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gone).not.toHaveBeenCalled();
});

test('who has left already asks no more', async () => {
  const { redis } = told('refuses');
  const gone = vi.fn();
  leaveWithout(redis, gone)();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gone).not.toHaveBeenCalled();
});
