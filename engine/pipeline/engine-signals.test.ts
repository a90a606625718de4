import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import type { Log } from '../contract.ts';
import type { SignalArrival } from './contract.ts';
import { createEngineSignals } from './engine-signals.ts';

const said: { readonly message: string; readonly detail: unknown }[] = [];
const say = (message: string, detail?: unknown) => void said.push({ message, detail });
const log: Log = { info: say, warn: say, error: say };
const clock = { now: () => 5, wall: () => 6 };
const signal = (id: string): Signal => ({ id, kind: 'message', customer: 'ann', at: 5, value: {} });
let pushed: SignalArrival[] = [];
const own = () => createEngineSignals({ push: (arrivals) => void pushed.push(...arrivals) }, clock, log);

beforeEach(() => {
  vi.useFakeTimers();
  pushed = [];
  said.length = 0;
});
afterEach(() => vi.useRealTimers());

test('a signal that cannot be stored now is sent again until it is', async () => {
  const stored = own().report(signal('a'));
  for (const _ of [1, 2, 3]) {
    pushed.pop()!.settle({ rejected: 'no Redis', again: true });
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(pushed.map((arrival) => arrival.signal.id)).toEqual(['a']);
  pushed.pop()!.settle('accepted');
  await stored;
});

test('one that cannot be stored for half a minute is an error for who waits', async () => {
  const refused = own().report(signal('a'));
  const expected = expect(refused).rejects.toThrow("the engine's own signal was refused: no Redis");
  for (let tries = 1; tries < 60; tries++) {
    pushed.pop()!.settle({ rejected: 'no Redis', again: true });
    await vi.advanceTimersByTimeAsync(499);
    expect(pushed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
  }
  pushed.pop()!.settle({ rejected: 'no Redis', again: true });
  await expected;
  expect(vi.getTimerCount()).toBe(0);
});

test('one that is refused for good is an error for who waits, and said where nobody does', async () => {
  const engine = own();
  const refused = engine.report(signal('a'));
  pushed.pop()!.settle({ rejected: 'value: is required' });
  await expect(refused).rejects.toThrow("the engine's own signal was refused: value: is required");
  engine.tell(signal('b'));
  pushed.pop()!.settle({ rejected: 'value: is required' });
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([
    { message: 'a signal of our own is lost', detail: { id: 'b', why: expect.stringContaining('is required') } },
  ]);
});

test('of those that nobody waits for a bounded number is kept', async () => {
  const engine = own();
  for (let i = 0; i < 10_001; i++) engine.tell(signal(`s${i}`));
  expect(pushed).toHaveLength(10_000);
  expect(said).toEqual([{ message: 'a signal of our own is lost', detail: { id: 's10000', why: 'too many wait' } }]);
  pushed[0]!.settle('duplicate');
  await vi.advanceTimersByTimeAsync(0);
  engine.tell(signal('later'));
  expect(pushed.at(-1)!.signal.id).toBe('later');
});

test('an unsubscription is a consent taken back, once for each message', async () => {
  const done = own().unsubscribe({ customer: 'ann', channel: 'email', purpose: 'offers', delivery: 'd1' });
  expect(pushed[0]!.signal).toEqual({
    ...{ id: 'd1.unsubscribed', kind: 'consent', customer: 'ann', at: 5 },
    value: { channel: 'email', purpose: 'offers', granted: false, source: 'unsubscribe-link' },
  });
  pushed[0]!.settle('accepted');
  await done;
});
