import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Closers } from './closers.ts';

const warned: string[] = [];
const log = { warn: (message: string) => void warned.push(message) };
const never = () => new Promise<void>(() => undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  warned.length = 0;
});

test('the last opened is closed first, also when one fails, and what failed is thrown at the end', async () => {
  const closers = new Closers({ log });
  const order: number[] = [];
  for (const n of [1, 2, 3]) {
    closers.add({
      close: async () => {
        order.push(n);
        if (n === 2) throw new Error('stuck door');
      },
    });
  }
  await expect(closers.close()).rejects.toThrow('not everything could be closed');
  expect(order).toEqual([3, 2, 1]);
  await expect(closers.close()).rejects.toThrow('not everything could be closed');
  expect(order).toHaveLength(3);
});

test('who asked to be told hears it before the first is closed, once', async () => {
  const closers = new Closers({ log });
  const order: string[] = [];
  closers.add({ close: async () => void order.push('closed') });
  closers.first(() => order.push('told'));
  await closers.close();
  await closers.close();
  expect(order).toEqual(['told', 'closed']);
});

test('a part that never ends is named and left behind after its time, and the others are closed', async () => {
  const closers = new Closers({ log, withinMs: 4_000 });
  const close = vi.fn(async () => undefined);
  closers.add({ close });
  closers.add({ close: never }, 'sending messages');
  const closed = closers.close();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await closed;
  expect(close).toHaveBeenCalledOnce();
  expect(warned).toEqual(['sending messages does not end; going on without it']);
});

test('all parts together end within one time, however many of them never do', async () => {
  const closers = new Closers({ log, withinMs: 8_000 });
  const close = vi.fn(async () => undefined);
  closers.add({ close });
  for (let i = 0; i < 20; i++) closers.add({ close: never });
  const closed = closers.close();
  await vi.advanceTimersByTimeAsync(8_000);
  await closed;
  expect(close).toHaveBeenCalledOnce();
});

test('what a part fails with after its time is over harms nobody', async () => {
  const closers = new Closers({ log, withinMs: 1_000 });
  closers.add({ close: () => new Promise((_, reject) => setTimeout(() => reject(new Error('too late')), 5_000)) });
  const closed = closers.close();
  await vi.advanceTimersByTimeAsync(1_000);
  await closed;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(warned).toEqual(['a part does not end; going on without it']);
});

test('what is opened after closing began is closed too, and whoever opens it hears of it', async () => {
  const closers = new Closers({ log });
  await closers.close();
  const close = vi.fn(async () => undefined);
  expect(() => closers.add({ close })).toThrow('stopped while it was still starting');
  await closers.close();
  expect(close).toHaveBeenCalledOnce();
});
