import { expect, test } from 'vitest';
import { signalClock } from '../engine/clock.ts';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { type Acknowledged, createPlayer, type PlayerParts } from './player.ts';

const signal = (id: string, at: number): RecordedSignal => ({
  id,
  kind: 'event',
  customer: 'c',
  at,
  value: { name: id },
});
const all = (batch: readonly RecordedSignal[]): Acknowledged => ({
  accepted: batch.length,
  duplicates: 0,
  rejected: [],
});

function parts(more: Partial<PlayerParts>): PlayerParts {
  return {
    signals: [],
    clock: signalClock(),
    send: async (batch) => all(batch),
    settled: async () => undefined,
    speed: Number.POSITIVE_INFINITY,
    now: () => 0,
    wait: async () => undefined,
    interrupted: new AbortController().signal,
    ...more,
  };
}

test('at full speed every signal is sent once, in order, and counted', async () => {
  const signals = Array.from({ length: 5_000 }, (_, i) => signal(`s${i}`, i * 1_000));
  const got: string[] = [];
  const player = createPlayer(
    parts({
      signals,
      send: async (batch) => {
        got.push(...batch.map(({ id }) => id!));
        return all(batch);
      },
    }),
  );
  expect(await player.play()).toEqual({ accepted: 5_000, duplicates: 0, rejected: [] });
  expect(got).toEqual(signals.map(({ id }) => id));
  expect(player.at).toBe(4_999_000);
});

test('the clock stands while a step is under way, and the next begins when all that came of it is over', async () => {
  const clock = signalClock();
  const seen: string[] = [];
  const player = createPlayer(
    parts({
      signals: [signal('a', 1_000), signal('b', 2_000), signal('c', 90_000)],
      clock,
      send: async (batch) => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${batch.map(({ id }) => id)} at ${clock.now()}`);
        return all(batch);
      },
      settled: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`settled at ${clock.now()}`);
      },
    }),
  );
  await player.play();
  expect(seen).toEqual([
    ...['a at 1000', 'settled at 1000'],
    ...['b at 2000', 'settled at 2000', 'settled at 62000'],
    ...['c at 90000', 'settled at 90000'],
  ]);
});

test('a signal that is added goes out at its time', async () => {
  const got: string[] = [];
  const player = createPlayer(
    parts({
      signals: [signal('a', 0), signal('b', 200_000), signal('c', 400_000)],
      send: async (batch) => {
        for (const { id } of batch) {
          got.push(id!);
          if (id === 'a') player.add(signal('answer', 300_000));
        }
        return all(batch);
      },
    }),
  );
  await player.play();
  expect(got).toEqual(['a', 'b', 'answer', 'c']);
});

test('at a speed signals go out as the day goes on', async () => {
  let wall = 0;
  const seen: [number, string][] = [];
  const player = createPlayer(
    parts({
      signals: [signal('a', 1_000_000), signal('b', 1_060_000), signal('c', 1_120_000)],
      speed: 60,
      now: () => wall,
      wait: async (ms) => {
        wall += ms;
      },
      send: async (batch) => {
        for (const { id } of batch) seen.push([wall, id!]);
        return all(batch);
      },
    }),
  );
  await player.play();
  expect(seen.map(([at, id]) => [Math.round(at / 1_000), id])).toEqual([
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
  ]);
});

test('what lies outside of the span goes out at two hours a second', async () => {
  let wall = 0;
  const seen: [number, string][] = [];
  const player = createPlayer(
    parts({
      signals: [signal('early', 0), signal('a', 10_000_000), signal('b', 10_060_000), signal('late', 10_840_000)],
      speed: 60,
      span: { from: 10_000_000, to: 10_120_000 },
      now: () => wall,
      wait: async (ms) => {
        wall += ms;
      },
      send: async (batch) => {
        for (const { id } of batch) seen.push([wall, id!]);
        return all(batch);
      },
    }),
  );
  await player.play();
  expect(seen.map(([at, id]) => [Math.round(at / 1_000), id])).toEqual([
    [0, 'early'],
    [0, 'a'],
    [1, 'b'],
    [2, 'late'],
  ]);
});

test('an interruption ends it, and a sender that fails is heard of', async () => {
  const interruption = new AbortController();
  const stopped = createPlayer(
    parts({
      signals: [signal('a', 0), signal('b', 10_000_000)],
      interrupted: interruption.signal,
      send: async (batch) => {
        interruption.abort();
        return all(batch);
      },
    }),
  );
  expect((await stopped.play()).accepted).toBeLessThanOrEqual(1);
  expect(stopped.sent).toBe(1);
  const broken = createPlayer(parts({ signals: [signal('a', 0)], send: () => Promise.reject(new Error('gone')) }));
  await expect(broken.play()).rejects.toThrow('gone');
});
