import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Position } from '../../triggers/places/contract.ts';
import { signalClock } from '../clock.ts';
import { createContexts } from '../context/store.ts';
import { cellAt, PERIOD_MS, periodOf } from '../context/whereabouts.ts';
import { createWhoIsWhere } from '../context/who-is-where.ts';
import type { Live } from '../definitions/contract.ts';
import { createAwaitedChanges } from './awaited-changes.ts';
import { cellOf } from './cells.ts';
import { sightingOfTurn } from './provider-turns.ts';
import { takeSightings } from './take-sightings.ts';
import { startWorldWakers } from './wakers.ts';
import { createWaveKeeper } from './wave-keeper.ts';
import { createWaveStore } from './wave-store.ts';

const AT = Date.UTC(2026, 10, 2, 18, 3);
const SHARDS = 2;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
  const contexts = createContexts(redis.connect(), SHARDS);
  const stands: readonly [string, number, number, number][] = [
    ['berlin', 52.52, 13.4, AT],
    ['leipzig', 51.34, 12.37, AT - PERIOD_MS],
    ['bonn', 50.73, 7.1, AT - 2 * PERIOD_MS],
  ];
  for (const [customer, lat, lon, at] of stands) {
    const shard = contexts.shardOf(customer);
    const [loaded] = await contexts.load(shard, [customer]);
    const movedTo = { period: periodOf(at), cell: cellAt(lat, lon) };
    await contexts.commit(shard, [{ customer, ...loaded!, nextDueAt: undefined, rows: [], jobs: [], movedTo }]);
  }
});
afterAll(() => redis.stop());

/** What an engine with these definitions does with the world; `publish` makes others live. */
async function wakersOf(first: Live) {
  const visited: number[] = [];
  const noticed: string[] = [];
  const swapped = new Set<(live: Live) => void>();
  let live = first;
  const definitions = {
    get live() {
      return live;
    },
    watch(told: (live: Live) => void) {
      swapped.add(told);
      return () => swapped.delete(told);
    },
  };
  const clock = signalClock(AT);
  const probe = {
    noticed: (what: string) => noticed.push(what),
    lookedUp: () => undefined,
    worked: () => undefined,
  };
  const store = createWaveStore(redis.connect());
  const awaited = createAwaitedChanges(definitions);
  const waves = createWaveKeeper(store, SHARDS, quiet);
  const { turns } = createContexts(redis.connect(), SHARDS);
  const sighted = takeSightings({ awaited, waves, turns, clock, probe });
  const wakers = await startWorldWakers({
    redis: redis.connect(),
    who: createWhoIsWhere(redis.connect()),
    shards: SHARDS,
    works: true,
    world: {
      ready: async () => undefined,
      visit: ({ lat, lon }: Position) => void visited.push(cellOf(lat, lon)),
    },
    definitions,
    awaited,
    store,
    kept$: waves.kept$,
    sighted,
    // Who is woken is decided at once.
    intake: {
      offer(arrivals) {
        for (const { settle } of arrivals) settle('accepted');
        return true;
      },
    },
    clock,
    probe,
    log: quiet,
  });
  await wakers.begun();
  return {
    noticed,
    visited: () => visited.toSorted((a, b) => a - b),
    sighted,
    async publish(next: Live) {
      live = next;
      for (const told of swapped) told(next);
      await wakers.begun();
    },
    async close() {
      await wakers.close();
      expect(swapped.size).toBe(0);
    },
  };
}

const RAIN = { on: { weather: { begins: ['rain'] } } };
const PEOPLED = [cellOf(51.34, 12.37), cellOf(52.52, 13.4)].toSorted((a, b) => a - b);

test('an engine that starts keeps the weather fresh where customers were lately', async () => {
  const engine = await wakersOf(liveWith({ rain: RAIN }, 1));
  expect(engine.visited()).toEqual(PEOPLED);
  await engine.publish(liveWith({ rain: RAIN, again: RAIN }, 2));
  expect(engine.visited(), 'once').toEqual(PEOPLED);
  await engine.close();
});

test('where no trigger waits for weather it asks for none, until one is published', async () => {
  const engine = await wakersOf(liveWith({}, 1));
  await engine.publish(liveWith({}, 2));
  expect(engine.visited()).toEqual([]);
  await engine.publish(liveWith({ rain: RAIN }, 3));
  expect(engine.visited()).toEqual(PEOPLED);
  await engine.close();
});

test('of two engines that see the same change one counts it', async () => {
  const engines = [await wakersOf(liveWith({ rain: RAIN }, 1)), await wakersOf(liveWith({ rain: RAIN }, 1))];
  const turn = {
    cell: cellOf(52.52, 13.4),
    before: { weather: { condition: 'cloudy' }, fetchedAt: AT - 600_000 },
    after: { weather: { condition: 'rain' }, fetchedAt: AT },
  } as const;
  await Promise.all(engines.map(({ sighted }) => sighted(sightingOfTurn(turn))));
  expect(engines.flatMap(({ noticed }) => noticed)).toEqual(['weather']);
  for (const engine of engines) await engine.close();
});
