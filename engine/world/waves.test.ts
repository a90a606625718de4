import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { signalClock } from '../clock.ts';
import { createContexts } from '../context/store.ts';
import { cellAt, periodOf } from '../context/whereabouts.ts';
import { createWhoIsWhere } from '../context/who-is-where.ts';
import type { Closable, Log } from '../contract.ts';
import { customerOf } from '../pipeline/arrivals.ts';
import type { Arrival } from '../pipeline/contract.ts';
import type { Wave } from './contract.ts';
import { createWaveKeeper } from './wave-keeper.ts';
import { createWaveStore } from './wave-store.ts';
import { startWaves } from './waves.ts';

const AT = Date.UTC(2026, 10, 2, 18, 3);
const SHARDS = 3;
const BOX = { west: 13.36, south: 52.5, east: 13.44, north: 52.54 };
const WAVE: Wave = {
  id: 'weather:w1',
  at: AT,
  receivedAt: 1,
  cause: { what: 'stock', place: 'mitte', sku: 'boots', quantity: 1 },
  boxes: [BOX, { ...BOX, north: 52.6 }],
};

let redis: TestRedis;
const opened: Closable[] = [];
const warned: string[] = [];
/** What the probe was told. */
const found: number[] = [];
let finished = 0;
const log: Log = { info: () => undefined, warn: (text) => warned.push(text), error: () => undefined };

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const waves of opened.splice(0)) await waves.close();
  await redis.connect().flushall();
  warned.length = 0;
  found.length = 0;
  finished = 0;
});
afterAll(() => redis.stop());

/** Puts customers into the index, of whom every tenth is elsewhere; resolves with those who are there. */
async function crowd(count: number): Promise<readonly string[]> {
  const contexts = createContexts(redis.connect(), SHARDS);
  const there: string[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const mine = Array.from({ length: count }, (_, i) => `c${i}`).filter((id) => contexts.shardOf(id) === shard);
    const loaded = await contexts.load(shard, mine);
    const changes = mine.map((customer, i) => {
      if (i % 10) there.push(customer);
      const cell = cellAt(i % 10 ? 52.51 + (i % 7) / 1_000 : 50, 13.4);
      return {
        customer,
        ...loaded[i]!,
        nextDueAt: undefined,
        rows: [],
        jobs: [],
        movedTo: { period: periodOf(AT - (i % 2) * 240_000), cell },
      };
    });
    await contexts.commit(shard, changes);
  }
  return there.sort();
}

/** An engine that works on waves; `take` says what becomes of those it wakes. */
function engine(take: (arrivals: readonly Arrival[]) => boolean, now = AT) {
  const connection = redis.connect();
  const store = createWaveStore(connection);
  const { keep: begin, kept$ } = createWaveKeeper(store, SHARDS, log);
  const waves = startWaves({
    store,
    kept$,
    who: createWhoIsWhere(connection),
    shards: SHARDS,
    works: true,
    intake: { offer: take },
    ready: async () => undefined,
    clock: signalClock(now),
    probe: { lookedUp: (customers) => void found.push(customers), worked: () => finished++ },
    log,
  });
  opened.push(waves);
  return { ...waves, begin };
}

/** Takes arrivals and settles them a moment later. */
function counting() {
  const woken: string[] = [];
  let inFlight = 0;
  let most = 0;
  const take = (arrivals: readonly Arrival[]) => {
    inFlight += arrivals.length;
    most = Math.max(most, inFlight);
    setImmediate(() => {
      for (const arrival of arrivals) {
        woken.push(customerOf(arrival));
        inFlight--;
        arrival.settle('accepted');
      }
    });
    return true;
  };
  return { woken, take, most: () => most };
}

test('a wave reaches all who are there, each once, with a bounded number in flight', async () => {
  const there = await crowd(2_000);
  const { woken, take, most } = counting();
  const waves = engine(take);
  await waves.begin(WAVE);
  await waves.idle();
  expect(woken.toSorted()).toEqual(there);
  expect(most()).toBeLessThanOrEqual(256);
  expect(found.reduce((sum, count) => sum + count)).toBe(there.length);
  expect(finished).toBe(SHARDS);
  expect(await redis.connect().keys('kairos:waves:*')).toEqual(
    expect.arrayContaining([0, 1, 2].map((shard) => `kairos:waves:{${shard}}:done:${WAVE.id}`)),
  );

  await waves.begin(WAVE);
  await waves.idle();
  expect(woken).toHaveLength(there.length);
});

test('an engine that dies in the middle leaves the rest to another, which goes on where it was', async () => {
  const there = await crowd(3_000);
  const first: string[] = [];
  let pages = 0;
  const stuck = new Promise<void>((isStuck) => {
    const dying = engine((arrivals) => {
      // The fifth page is taken, and nothing is ever heard of it.
      if (++pages >= 5) isStuck();
      else {
        for (const arrival of arrivals) {
          first.push(customerOf(arrival));
          arrival.settle('accepted');
        }
      }
      return true;
    });
    opened.pop();
    void dying.begin(WAVE);
  });
  await stuck;
  const { woken, take } = counting();
  const other = engine(take);
  // Its lease has run out.
  const store = redis.connect();
  for (let shard = 0; shard < SHARDS; shard++) {
    const key = `kairos:waves:{${shard}}:due`;
    if (await store.zscore(key, WAVE.id)) await store.zadd(key, 0, WAVE.id);
  }
  await other.begin({ ...WAVE, id: 'weather:later', boxes: [] });
  await expect
    .poll(
      async () =>
        (await store.hlen('kairos:waves:{0}')) +
        (await store.hlen('kairos:waves:{1}')) +
        (await store.hlen('kairos:waves:{2}')),
    )
    .toBe(0);
  await other.idle();
  expect(new Set([...first, ...woken])).toEqual(new Set(there));
  // At most the two pages that were in hand are done again.
  expect(first.length + woken.length).toBeLessThanOrEqual(there.length + 2 * 128);
  expect(woken.length).toBeLessThan(there.length);
});

test('who is too far behind to take a page gets it later', async () => {
  const there = await crowd(100);
  const { woken, take } = counting();
  let refusals = 3;
  const waves = engine((arrivals) => (refusals-- > 0 ? false : take(arrivals)));
  await waves.begin(WAVE);
  await waves.idle();
  expect(woken.toSorted()).toEqual(there);
});

test('what is too old wakes nobody, and is gone', async () => {
  await crowd(100);
  const { woken, take } = counting();
  const waves = engine(take, AT + 16 * 60_000);
  await waves.begin(WAVE);
  await waves.idle();
  expect(woken).toEqual([]);
  expect(warned).toEqual(Array(SHARDS).fill('a change of the world is too old to wake anybody'));
  expect(await redis.connect().hlen('kairos:waves:{0}')).toBe(0);
});
