import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { BareEngine, liveWith } from '../../test/support/bare-engine.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { documentOf } from '../../test/support/workspace.ts';
import { MORE_COMES_MS, MOST_WAIT_MS } from '../../triggers/state/timers.ts';
import { signalClock } from '../clock.ts';
import { createKnownCustomers } from '../context/known-customers.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { createTick } from './arrivals.ts';

// 100,000 customers take some seconds, and several times that where the machine has other things to do.
vi.setConfig({ testTimeout: 240_000 });

const HOUR = 3_600_000;
const STORE = documentOf('place', 'store', {
  type: 'Feature',
  properties: { id: 'store', name: 'Store', tags: ['store'], radiusMetres: 100 },
  geometry: { type: 'Point', coordinates: [13.4, 52.5] },
});
const event = (name: string) => ({ signal: { kind: 'event', name } });
const awaits = (within: string) => ({ on: { absence: { after: event('a'), not: event('b'), within } } });

let server: TestRedis;
const engines: BareEngine[] = [];
beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await server.connect().flushall();
});
afterAll(() => server.stop());

function start(live = liveWith({ awaits: awaits('1h') }), clock = signalClock(T)): BareEngine {
  const engine = new BareEngine(server, live, clock);
  engines.push(engine);
  return engine;
}

const matchesIn = (outcomes: readonly Outcome[]) => outcomes.filter(({ step }) => step === 'matched');
/** Asked again until it holds, for what another engine does. */
const comesTo = (count: () => Promise<number>, expected: number) =>
  expect.poll(count, { timeout: 120_000, interval: 20 }).toBe(expected);

describe('timers', () => {
  test('at 100,000 armed: those that are due fire once, on whichever of two engines, and the others do not', async () => {
    const [one, two] = [start(), start()];
    const customers = Array.from({ length: 100_000 }, (_, i) => `c${i}`);
    const isEarly = (i: number) => i % 20 === 0;
    one.clock.advance(T + 600_000);
    for (let from = 0; from < customers.length; from += 5_000) {
      const share = customers.slice(from, from + 5_000);
      await one.send(share.map((customer, i) => one.event(customer, 'a', isEarly(i) ? T : T + 600_000)));
    }
    expect(await one.contexts.armed()).toBe(100_000);
    // Every fourth of those that would be due did what they were waited on for.
    const early = customers.filter((_, i) => isEarly(i));
    const ended = early.filter((_, i) => i % 4 === 0);
    await one.send(ended.map((customer) => one.event(customer, 'b', T + 599_000)));
    expect(matchesIn([...one.outcomes, ...two.outcomes])).toEqual([]);

    for (const { clock } of [one, two]) clock.advance(T + HOUR);
    await comesTo(() => one.contexts.armed(), 95_000);
    await Promise.all([one.pipeline.idle(), two.pipeline.idle()]);
    const fired = matchesIn([...one.outcomes, ...two.outcomes]).map(({ customer }) => customer);
    const expected = early.filter((customer) => !ended.includes(customer));
    expect(fired.toSorted()).toEqual(expected.toSorted());
    expect(matchesIn(one.outcomes).every(({ signalAt }) => signalAt === T + HOUR)).toBe(true);
  });

  test('that an engine was handed when it died come up again, and fire once', async () => {
    const [one, two] = [start(), start()];
    const customers = Array.from({ length: 300 }, (_, i) => `c${i}`);
    await one.send(customers.map((customer) => one.event(customer, 'a', T)));
    // Handed out to an engine that never came to it.
    for (let shard = 0; shard < one.contexts.shards; shard++) {
      await one.contexts.due(shard, T + HOUR, T + HOUR + 10_000, 512);
    }
    for (const { clock } of [one, two]) clock.advance(T + HOUR + 10_001);
    await comesTo(() => one.contexts.armed(), 0);
    await Promise.all([one.pipeline.idle(), two.pipeline.idle()]);
    const fired = matchesIn([...one.outcomes, ...two.outcomes]).map(({ customer }) => customer);
    expect(fired.toSorted()).toEqual(customers.toSorted());
  });

  test('of a silence fire on another engine: who no longer hears a beacon leaves its place once, and it says which', async () => {
    const beacon = 'ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100:7';
    const door = documentOf('place', 'door', {
      type: 'Feature',
      properties: { id: 'door', beacons: ['ibeacon:F7826DA6-4FA2-4E98-8024-BC5B71E0893E:100'], silentSeconds: 30 },
      geometry: { type: 'Point', coordinates: [13.4, 52.5] },
    });
    const places = { id: 'door' };
    const live = liveWith({ comes: { on: { enter: { places } } }, goes: { on: { exit: { places } } } }, 1, [door]);
    const hears = (id: string, at: number) => ({
      id,
      kind: 'beacon',
      customer: 'c1',
      at,
      value: { beacon, rssi: -60 },
    });
    const one = start(live);
    await one.send([hears('b1', T), hears('b2', T + 20_000)]);
    expect(matchesIn(one.outcomes)).toMatchObject([
      { trigger: 'comes', place: 'door', why: { code: 'entered-by-beacon', args: { beacon } } },
    ]);
    await engines.pop()?.close();
    const two = start(live, signalClock(T + 51_000));
    await two.until(() => matchesIn(two.outcomes).length > 0);
    expect(matchesIn(two.outcomes)).toMatchObject([
      { trigger: 'goes', place: 'door', signalAt: T + 50_000, why: { code: 'entered-by-beacon', args: { beacon } } },
    ]);
    expect(await two.contexts.armed()).toBe(0);
  });

  test('of a pattern go with whom the customer turns out to be', async () => {
    const engine = start();
    await engine.send([engine.event('anon', 'a', T), engine.event('known', 'x', T)]);
    const value = { traits: {}, anonymousId: 'anon' };
    await engine.send([{ id: 'j', kind: 'identify', customer: 'known', at: T, value }]);
    engine.clock.advance(T + HOUR);
    await engine.until(() => matchesIn(engine.outcomes).length > 0);
    expect(matchesIn(engine.outcomes)).toMatchObject([{ customer: 'known', signalAt: T + HOUR }]);
  });
});

describe('a phone that catches up', () => {
  const MINUTE = 60_000;
  const fix = (minute: number, lat: number) => ({
    id: `fix ${minute}`,
    kind: 'location',
    customer: 'c1',
    at: T + minute * MINUTE,
    value: { lat, lon: 13.4, accuracyMetres: 10 },
  });
  const stays = { dwell: { places: { tag: 'store' }, for: '5m', 'seen-within': '5m' } };
  const visit = { enter: { places: { tag: 'store' } } };
  const leaving = { exit: { places: { tag: 'store' } } };
  const waiting = {
    'a dwell': { on: stays },
    'an absence': { on: { absence: { after: visit, not: leaving, within: '5m' } } },
    'an inactivity': { on: { inactivity: { for: '5m' } } },
  };
  /** Looks for what is due by the clock, as often as it takes. */
  const look = (engine: BareEngine) =>
    new Promise((settle) => engine.pipeline.push([createTick('c1', engine.clock.wall(), settle)]));
  const wakesIn = (engine: BareEngine) => matchesIn(engine.outcomes).map(({ signalAt }) => (signalAt - T) / MINUTE);

  test.each(Object.entries(waiting))('%s does not fire between two of its frames', async (_, trigger) => {
    const engine = start(liveWith({ trigger }, 1, [STORE]), signalClock(T + 7 * MINUTE));
    await engine.send([fix(0, 52.5)]);
    engine.clock.advance(T + 7 * MINUTE + 300);
    await look(engine);
    expect(wakesIn(engine)).toEqual([]);
    // It left after three minutes, and is still sending.
    await engine.send([fix(3, 52.51), fix(6, 52.52), fix(7, 52.53)]);
    engine.clock.advance(T + 7 * MINUTE + 2_000);
    await look(engine);
    expect(wakesIn(engine)).toEqual([]);
  });

  test.each(Object.entries(waiting))('%s fires within a second when nothing more comes', async (_, trigger) => {
    const engine = start(liveWith({ trigger }, 1, [STORE]), signalClock(T + 7 * MINUTE));
    await engine.send([fix(0, 52.5)]);
    engine.clock.advance(T + 7 * MINUTE + MORE_COMES_MS);
    await engine.until(() => wakesIn(engine).length > 0);
    expect(wakesIn(engine)).toEqual([5]);
  });

  test('that never ends sending of before makes nothing wait for longer', async () => {
    const engine = start(liveWith({ trigger: waiting['a dwell'] }, 1, [STORE]), signalClock(T + 7 * MINUTE));
    for (let i = 0; i < 3; i++) {
      engine.clock.advance(T + 7 * MINUTE + i * 300);
      await engine.send([fix(i / 10, 52.5)]);
      await look(engine);
      expect(wakesIn(engine)).toEqual([]);
    }
    engine.clock.advance(T + 7 * MINUTE + MOST_WAIT_MS);
    await engine.send([fix(0.9, 52.5)]);
    await look(engine);
    expect(wakesIn(engine)).toEqual([5]);
  });
});

describe('a trigger whose first timer waits for no signal', () => {
  const CUSTOMERS = 3_000;
  const daily = liveWith({ daily: { on: { schedule: { at: '20:00' } } } }, 2);
  const known = async (engine: BareEngine) => {
    const customers = Array.from({ length: CUSTOMERS }, (_, i) => `c${i}`);
    await engine.send(customers.map((customer) => engine.event(customer, 'x', T)));
    return customers;
  };

  test('is begun with for all who were known before it was published, on one of two engines, and fires once each', async () => {
    const none = liveWith({});
    const [one, two] = [start(none), start(none)];
    const customers = await known(one);
    expect(await one.contexts.armed()).toBe(0);
    for (const engine of [one, two]) engine.live = daily;
    await comesTo(() => one.contexts.armed(), CUSTOMERS);
    for (const { clock } of [one, two]) clock.advance(T + 61 * 60_000);
    const fired = () => matchesIn([...one.outcomes, ...two.outcomes]).map(({ customer }) => customer);
    await comesTo(async () => fired().length, CUSTOMERS);
    expect(fired().toSorted()).toEqual(customers.toSorted());
    expect(await one.contexts.armed(), 'for tomorrow').toBe(CUSTOMERS);
  });

  test('is gone on with where the engine before stood, once that is dead', async () => {
    const redis = server.connect();
    const engine = start(liveWith({}));
    await known(engine);
    const { customers: first, next: mark } = await createKnownCustomers(redis).page('');
    expect(first.length).toBeGreaterThan(0);
    await redis.hset('kairos:beginnings', '*', JSON.stringify({ versions: { daily: 2 }, mark }));
    await redis.set('kairos:beginnings:lease', 'of one that is dead', 'PX', 300);
    engine.live = daily;
    await comesTo(async () => Number(await redis.hget('kairos:beginnings', 'daily')), 2);
    expect(await engine.contexts.armed()).toBe(CUSTOMERS - first.length);
  });

  test('is begun with from the start where another Redis answers than the one that gave the mark', async () => {
    const redis = server.connect();
    const engine = start(liveWith({}));
    await known(engine);
    await redis.hset('kairos:beginnings', '*', JSON.stringify({ versions: { daily: 2 }, mark: 'gone 4711' }));
    engine.live = daily;
    await comesTo(() => engine.contexts.armed(), CUSTOMERS);
  });

  test('leaves those alone who need no beginning', async () => {
    const engine = start(daily);
    await known(engine);
    const redis = server.connect();
    await comesTo(async () => Number(await redis.hget('kairos:beginnings', 'daily')), 2);
    const [loaded] = await engine.contexts.load(engine.contexts.shardOf('c1'), ['c1']);
    expect(loaded?.revision, 'their first signal began it').toBe(1);
  });

  test('is begun with once: not for whom an old publish was, and again for a new one', async () => {
    const redis = server.connect();
    const engine = start(daily);
    await known(engine);
    const marked = () => redis.hget('kairos:beginnings', 'daily');
    await comesTo(async () => Number(await marked()), 2);
    engine.live = liveWith({ daily: { on: { schedule: { at: '21:00' } } } }, 3);
    await comesTo(async () => Number(await marked()), 3);
    engine.clock.advance(T + 90 * 60_000);
    await engine.send([engine.event('c1', 'y', T + 90 * 60_000)]);
    expect(matchesIn(engine.outcomes), 'nobody is woken at the old time').toEqual([]);
    engine.clock.advance(T + 2 * HOUR);
    await engine.until(() => matchesIn(engine.outcomes).length === CUSTOMERS);
    engine.live = liveWith({}, 4);
    engine.live = liveWith({ other: { on: { inactivity: { for: '1d' } } } }, 5);
    await comesTo(async () => ((await redis.hgetall('kairos:beginnings')).daily === undefined ? 1 : 0), 1);
  });
});

describe('what a waker remembers', () => {
  const memoryOf = async ({ contexts }: BareEngine) => Object.keys((await contexts.read('c1')).memory);

  test('goes with its trigger, once its customer is written again, and stays with one that is live', async () => {
    const engine = start(liveWith({ one: awaits('1h'), two: awaits('1h') }));
    await engine.send([engine.event('c1', 'a', T)]);
    engine.live = liveWith({ two: awaits('2h') }, 2);
    expect(await memoryOf(engine), 'nobody goes over the customers').toEqual(['one', 'two']);
    await engine.send([engine.event('c1', 'x', T + 1)]);
    expect(await memoryOf(engine)).toEqual(['two']);
  });

  test('goes with its trigger also where an engine that still has that writes in between', async () => {
    const [newer, older] = [start(liveWith({}, 2)), start(liveWith({ awaits: awaits('1h') }, 1))];
    await older.send([older.event('c1', 'a', T)]);
    await newer.send([newer.event('c1', 'x', T + 1)]);
    const late = older.send([older.event('c1', 'a', T + 2)]);
    await expect.poll(() => older.pipeline.waiting, { timeout: 30_000, interval: 5 }).toBe(1);
    older.live = newer.live;
    expect(await late).toEqual(['accepted']);
    expect(await memoryOf(newer)).toEqual([]);
  });

  test('of somebody who turns out to be another goes the same way', async () => {
    const engine = start(liveWith({ one: awaits('1h'), two: awaits('1h') }));
    await engine.send([engine.event('anon', 'a', T)]);
    engine.live = liveWith({ two: awaits('1h') }, 2);
    await engine.send([engine.event('c1', 'x', T + 1)]);
    await engine.send([
      { id: 'j', kind: 'identify', customer: 'c1', at: T + 2, value: { traits: {}, anonymousId: 'anon' } },
    ]);
    expect(await memoryOf(engine)).toEqual(['two']);
  });
});

describe('outcomes', () => {
  test('of a match that ends without a message wake who goes by them, in the same step', async () => {
    const engine = start(
      liveWith({
        offer: { on: event('a'), shadow: true },
        instead: { on: { outcome: { of: 'offer', is: 'not-sent' } } },
        after: { on: { outcome: { of: 'instead', is: 'held-back' } } },
      }),
    );
    await engine.send([engine.event('c1', 'a', T)]);
    await engine.pipeline.idle();
    const steps = engine.outcomes.map(({ trigger, step, gate }) => `${trigger} ${step} ${gate}`.trim());
    expect(steps).toEqual(['offer matched', 'offer held-back shadow', 'instead matched', 'instead queued']);
    expect(engine.queued).toMatchObject([{ trigger: 'instead' }]);
  });

  test('are heard of each signal of a batch, and of timers that fire long after they were due', async () => {
    const engine = start(
      liveWith({
        offer: { on: event('a'), shadow: true },
        slow: { ...awaits('1m'), shadow: true },
        instead: { on: { outcome: { of: 'offer', is: 'held-back' } } },
        later: { on: { outcome: { of: 'slow', is: 'held-back' } } },
      }),
    );
    await engine.send(Array.from({ length: 200 }, (_, i) => engine.event('c1', 'a', T - 300_000 + i)));
    engine.clock.advance(T + 3 * HOUR);
    await engine.until(() => matchesIn(engine.outcomes).some(({ trigger }) => trigger === 'later'));
    const counts = new Map<string, number>();
    for (const { trigger } of matchesIn(engine.outcomes)) counts.set(trigger, (counts.get(trigger) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ offer: 200, instead: 200, slow: 1, later: 1 });
  });

  test('that nobody goes by make no signal', async () => {
    const engine = start(liveWith({ offer: { on: event('a'), shadow: true } }));
    await engine.send([engine.event('c1', 'a', T)]);
    const [state] = await engine.contexts.load(engine.contexts.shardOf('c1'), ['c1']);
    expect(state!.state.seen?.count).toBe(1);
  });
});
