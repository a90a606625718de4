import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Position } from '../../triggers/places/contract.ts';
import { signalClock } from '../clock.ts';
import { openContexts } from '../context/store.ts';
import { cellAt, PERIOD_MS, periodOf } from '../context/whereabouts.ts';
import type { Live } from '../definitions/contract.ts';
import { cellOf } from './cells.ts';
import { startWorldWakers } from './wakers.ts';
import type { OpenWorld } from './world.ts';

const AT = Date.UTC(2026, 10, 2, 18, 3);
const SHARDS = 2;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
  const contexts = openContexts(redis.connect(), SHARDS);
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

/** Weather cells that an engine which starts with these definitions keeps fresh. */
async function visitedBy(live: Live): Promise<readonly number[]> {
  const visited: number[] = [];
  const world: Pick<OpenWorld, 'follow' | 'ready' | 'visit'> = {
    follow: () => undefined,
    ready: async () => undefined,
    visit: ({ lat, lon }: Position) => void visited.push(cellOf(lat, lon)),
  };
  const wakers = await startWorldWakers({
    redis: redis.connect(),
    shards: SHARDS,
    works: true,
    world: world as OpenWorld,
    definitions: { live },
    intake: { offer: () => true },
    append: async () => undefined,
    clock: signalClock(AT),
    probe: { noticed: () => undefined, lookedUp: () => undefined, worked: () => undefined },
    log: quiet,
  });
  await wakers.begun();
  await wakers.close();
  return visited.toSorted((a, b) => a - b);
}

test('an engine that starts keeps the weather fresh where customers were lately', async () => {
  const rain = { on: { weather: { begins: ['rain'] } } };
  const expected = [cellOf(51.34, 12.37), cellOf(52.52, 13.4)];
  expect(await visitedBy(liveWith({ rain }, 1))).toEqual(expected.toSorted((a, b) => a - b));
});

test('where no trigger waits for weather it asks for none', async () => {
  expect(await visitedBy(liveWith({}, 1))).toEqual([]);
});
