import { expect, test } from 'vitest';
import type { Log } from '../contract.ts';
import { type Child, keepRunning } from './keep-running.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Children that end when told to. */
function nursery(canStart: () => boolean = () => true) {
  const children: { end(how: string): void; isStopped: boolean }[] = [];
  const start = async (): Promise<Child> => {
    if (!canStart()) throw new Error('no room');
    let end: (how: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    const child = { end, isStopped: false };
    children.push(child);
    return {
      ended,
      async stop() {
        child.isStopped = true;
        end('stopped');
      },
    };
  };
  return { children, start };
}

test('a child that ends by itself is followed by another, and those who ask wait for it', async () => {
  const { children, start } = nursery();
  const kept = await keepRunning('it', start, quiet);
  const first = await kept.current();
  children[0]!.end('crashed');
  await first.ended;
  await Promise.resolve();
  const second = await kept.current();
  expect(second).not.toBe(first);
  expect(children).toHaveLength(2);
  await kept.close();
  await kept.close();
  expect(children[1]!.isStopped).toBe(true);
  await expect(kept.current()).rejects.toThrow('it is closed');
});

test('the first start fails with its own words', async () => {
  const { start } = nursery(() => false);
  await expect(keepRunning('it', start, quiet)).rejects.toThrow('no room');
});

test('after so many failed starts it stays down and says why', async () => {
  let canStart = true;
  let tries = 0;
  const { children, start } = nursery(() => canStart || tries++ < 0);
  const isDown = new Promise<void>((resolve) => {
    quiet.error = () => resolve();
  });
  const kept = await keepRunning('it', start, quiet, 3);
  canStart = false;
  children[0]!.end('crashed');
  await isDown;
  expect(tries).toBe(3);
  await expect(kept.current()).rejects.toThrow('it could not be started 3 times in a row: no room');
  await kept.close();
});

test('closing while it waits to start again starts nothing more', async () => {
  const { children, start } = nursery();
  let ended: () => void = () => undefined;
  const noticed = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const kept = await keepRunning('it', start, { ...quiet, warn: () => ended() });
  children[0]!.end('crashed');
  await noticed;
  await kept.close();
  expect(children).toHaveLength(1);
});
