import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { wordsOf } from '../../test/support/words-of.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { signalClock } from '../clock.ts';
import type { Log } from '../contract.ts';
import { openRedis } from '../stores/redis.ts';
import { createAreas, MOST_AREAS } from './areas.ts';
import { cellOf, centreOf } from './cells.ts';
import { createOpenMeteo } from './open-meteo.ts';
import { areaOf } from './pushed-weather.ts';
import { type OpenWorld, openWorld, type WorldParts } from './world.ts';

const kinds = await loadSignalKinds();
const T = Date.UTC(2026, 10, 12, 18);
const MINUTE = 60_000;
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let redis: TestRedis;
let weather: Server;
/** What was asked of the weather service, and how it answers. */
let asked: URL[] = [];
let answer: (positions: number) => { status: number; body: unknown };
const rainy = {
  current: {
    interval: 900,
    temperature_2m: 8.5,
    precipitation: 0.5,
    weather_code: 63,
    cloud_cover: 100,
    wind_speed_10m: 4,
  },
};
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startRedis();
  weather = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push(url);
    const { status, body } = answer(url.searchParams.get('latitude')!.split(',').length);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(weather, 'listening');
});
afterEach(async () => {
  for (const thing of opened.splice(0).toReversed()) await thing.close();
  await redis.connect().flushall();
  asked = [];
});
afterAll(async () => {
  weather.close();
  await redis.stop();
});

async function world(more: Partial<WorldParts> = {}) {
  const store = await openRedis({ redisUrl: redis.url, dataDir: '', durability: 'standard' }, quiet);
  opened.push(store);
  const clock = signalClock(T);
  const made = await openWorld({ redis: store, kinds, clock, log: quiet, sighted: async () => undefined, ...more });
  opened.push(made);
  return { world: made, clock };
}
const provider = () => createOpenMeteo(`http://127.0.0.1:${(weather.address() as AddressInfo).port}`, fetch);
const push = (value: Record<string, unknown>, at = T, id = 'w1') => ({ id, kind: 'weather', customer: '', at, value });

test('every kind of signal about the world is kept, and one that nothing keeps is not taken for weather', async () => {
  const { world: here } = await world();
  const aboutWorld = [...kinds.values()].filter(({ about }) => about === 'world');
  for (const { name, examples } of aboutWorld) {
    const { value } = examples.find(({ ok }) => ok)!;
    await here.take({ id: `a-${name}`, kind: name, customer: '', at: T, value: value as Record<string, unknown> });
  }
  const value = { lat: 52.5, lon: 13.4, radiusMetres: 1_000, condition: 'rain' };
  await expect(here.take({ ...push(value), kind: 'traffic' })).rejects.toThrow("kind 'traffic'");
  expect(here.weatherAt(52.5, 13.4, T)).toBeUndefined();
});

test('what a kind about the world keeps is known to everybody, on every engine, as long as it stays true', async () => {
  const alarm: SignalKind = {
    ...{ name: 'alarm', ...wordsOf('An alarm.'), about: 'world', value: z.unknown(), examples: [] },
    keeps: {
      'alarm.level': { ...wordsOf('How high'), type: 'number', staysTrueMs: MINUTE, from: ({ level }) => level },
      'alarm.since': { ...wordsOf('Since when'), type: 'string', staysTrueMs: Infinity, from: ({ since }) => since },
    },
  };
  const more = { kinds: new Map([...kinds, ['alarm', alarm]]) };
  const { world: one } = await world(more);
  const { world: two } = await world(more);
  const say = (value: Record<string, unknown>, at: number) =>
    one.take({ id: `a-${at}`, kind: 'alarm', customer: '', at, value });
  await say({ level: 3, since: 'May' }, T);
  await say({ level: 1 }, T - 1);
  await until(() => two.valueAt?.('alarm.since', T) !== undefined);
  const { world: later } = await world(more);
  for (const engine of [one, two, later]) {
    expect(engine.valueAt?.('alarm.level', T + MINUTE)).toBe(3);
    expect(engine.valueAt?.('alarm.level', T + MINUTE + 1)).toBeUndefined();
    expect(engine.valueAt?.('alarm.since', T + 365 * 24 * 60 * MINUTE)).toBe('May');
    expect(engine.valueAt?.('alarm.colour', T)).toBeUndefined();
  }
});

/** Asks until the weather is known: it is fetched behind the caller's back. */
async function told(from: OpenWorld, lat: number, lon: number) {
  await until(() => from.weatherAt(lat, lon, T) !== undefined);
  return from.weatherAt(lat, lon, T)!;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('pushed weather', () => {
  test('counts in its area and its time, the newest first', async () => {
    const { world: here } = await world();
    await here.take(push({ lat: 51.34, lon: 12.37, radiusMetres: 5_000, condition: 'rain' }));
    expect(here.weatherAt(51.35, 12.38, T + MINUTE)).toEqual({ condition: 'rain' });
    expect(here.weatherAt(51.35, 12.38, T - MINUTE)).toBeUndefined();
    expect(here.weatherAt(51.35, 12.38, T + 61 * MINUTE)).toBeUndefined();
    expect(here.weatherAt(51.5, 12.38, T)).toBeUndefined();
    await here.take(
      push(
        { area: { west: 12.3, south: 51.3, east: 12.5, north: 51.4 }, condition: 'clear', validSeconds: 600 },
        T + MINUTE,
        'w2',
      ),
    );
    expect(here.weatherAt(51.35, 12.38, T + 2 * MINUTE)).toEqual({ condition: 'clear' });
    expect(here.weatherAt(51.35, 12.38, T + 12 * MINUTE)).toEqual({ condition: 'rain' });
  });

  test('reaches over the antimeridian', async () => {
    const { world: here } = await world();
    await here.take(push({ area: { west: 179, south: -1, east: -179, north: 1 }, condition: 'wind' }));
    expect([179.5, -179.5, 178, -178].map((lon) => here.weatherAt(0, lon, T)?.condition)).toEqual([
      'wind',
      'wind',
      undefined,
      undefined,
    ]);
  });

  test('is known to other engines, also to those that start later', async () => {
    const [{ world: one }, { world: two }] = [await world(), await world()];
    await one.take(push({ lat: 51.34, lon: 12.37, radiusMetres: 5_000, condition: 'snow' }));
    expect(await told(two, 51.34, 12.37)).toEqual({ condition: 'snow' });
    const { world: later } = await world();
    expect(later.weatherAt(51.34, 12.37, T)).toEqual({ condition: 'snow' });
  });
});

describe('an engine that starts anew', () => {
  const saying = (code: number) => () => ({ status: 200, body: { current: { interval: 900, weather_code: code } } });
  /** Closes all that is open, as a restart does, and opens a world at a later time; what it sights is kept. */
  async function restarted(at: number, more: Partial<WorldParts> = {}) {
    for (const thing of opened.splice(0).toReversed()) await thing.close();
    const seen: unknown[] = [];
    const sighted: WorldParts['sighted'] = async ({ possible }) => void seen.push(...possible);
    const { world: here, clock } = await world({ ...more, sighted });
    clock.advance(at);
    return { here, clock, seen };
  }
  const rained = { what: 'weather', before: { condition: 'clear' }, after: { condition: 'rain' } };

  test('knows what the provider said last, and that rain has begun since', async () => {
    answer = saying(0);
    const { world: before } = await world({ provider: provider() });
    await told(before, 51.34, 12.37);
    const { here, clock, seen } = await restarted(T + 59 * MINUTE, { provider: provider() });
    answer = saying(63);
    await until(() => here.weatherAt(51.34, 12.37, clock.now())?.condition === 'rain');
    expect(seen).toEqual([rained]);
  });

  test('takes what is older than an hour for not known: nothing begins', async () => {
    answer = saying(0);
    const { world: before } = await world({ provider: provider() });
    await told(before, 51.34, 12.37);
    const { here, clock, seen } = await restarted(T + 60 * MINUTE, { provider: provider() });
    answer = saying(63);
    await until(() => here.weatherAt(51.34, 12.37, clock.now())?.condition === 'rain');
    expect(seen).toEqual([]);
  });

  test('knows what was pushed last, also where that is over, and that rain has begun since', async () => {
    const area = { lat: 51.34, lon: 12.37, radiusMetres: 500 };
    const { world: before } = await world();
    await before.take(push({ ...area, condition: 'clear', validSeconds: 60 }));
    const { here, seen } = await restarted(T + 30 * MINUTE);
    const rain = push({ ...area, condition: 'rain' }, T + 30 * MINUTE, 'w2');
    await here.take(rain);
    expect(seen).toEqual([rained]);
    const cause = { what: 'weather', area: { ...areaOf(rain), seq: 2 } } as const;
    expect(here.changeAt(cause, { lat: 51.34, lon: 12.37 }, T + 30 * MINUTE)).toEqual(rained);
  });
});

test('what was pushed and is over is forgotten in Redis, and what nobody can read is passed over', async () => {
  const store = redis.connect();
  await store.hset('kairos:{weather}', 'old', '{"id":"old"}', 'older', 'no json');
  const { world: here } = await world();
  await store.publish('kairos:{weather}', '{');
  await here.take(push({ lat: 1, lon: 1, radiusMetres: 500, condition: 'hail' }));
  expect(here.weatherAt(1, 1, T)).toEqual({ condition: 'hail' });
});

test('only so many areas are kept; those that began first make room', () => {
  const areas = createAreas();
  const area = (i: number) => ({
    id: `a${i}`,
    seq: i,
    from: i,
    until: 1e9,
    area: { lat: 10, lon: 10, radiusMetres: 1_000 },
    weather: { temperatureCelsius: i },
  });
  for (let i = 0; i < MOST_AREAS; i++) expect(areas.put(area(i))).toEqual([]);
  expect(areas.put(area(7))).toEqual([]);
  expect(areas.put(area(MOST_AREAS))).toEqual(['a0']);
  expect(areas.at(10, 10, 1e6)?.weather).toEqual({ temperatureCelsius: MOST_AREAS });
  expect(areas.expire(1e9 + 1)).toHaveLength(MOST_AREAS);
  expect(areas.at(10, 10, 1e6)).toBeUndefined();
});

describe('the provider', () => {
  test('is asked once for all cells that were wanted, behind the caller’s back', async () => {
    answer = (positions) => ({
      status: 200,
      body: positions === 1 ? rainy : Array.from({ length: positions }, () => rainy),
    });
    const { world: here } = await world({ provider: provider() });
    expect(here.weatherAt(51.34, 12.37, T)).toBeUndefined();
    expect(here.weatherAt(48.2, 16.37, T)).toBeUndefined();
    for (let i = 0; i < 100; i++) here.weatherAt(51.341, 12.371, T);
    expect(await told(here, 51.34, 12.37)).toEqual({
      condition: 'rain',
      temperatureCelsius: 8.5,
      rainMillimetresPerHour: 2,
      cloudCoverPercent: 100,
      windMetresPerSecond: 4,
    });
    await told(here, 48.2, 16.37);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.searchParams.get('latitude')!.split(',')).toHaveLength(2);
  });

  test('tells what will be in the same call, which counts as long as what is', async () => {
    const seconds = T / 1_000;
    const later = {
      time: [seconds + 900, seconds + 1_800],
      temperature_2m: [8, null],
      precipitation: [0, 0.5],
      weather_code: [3, 63],
    };
    answer = () => ({ status: 200, body: { current: { ...rainy.current, uv_index: 2 }, minutely_15: later } });
    const { world: one } = await world({ provider: provider() });
    expect(await told(one, 51.34, 12.37)).toMatchObject({ uvIndex: 2 });
    const steps = [
      {
        from: T,
        until: T + 15 * MINUTE,
        weather: { condition: 'cloudy', temperatureCelsius: 8, rainMillimetresPerHour: 0 },
      },
      { from: T + 15 * MINUTE, until: T + 30 * MINUTE, weather: { condition: 'rain', rainMillimetresPerHour: 2 } },
    ];
    expect(one.forecastAt(51.34, 12.37, T)).toEqual(steps);
    const { world: two } = await world({ provider: provider() });
    await told(two, 51.34, 12.37);
    expect(two.forecastAt(51.34, 12.37, T + 59 * MINUTE)).toEqual(steps);
    expect(two.forecastAt(51.34, 12.37, T + 60 * MINUTE)).toBeUndefined();
    expect(asked).toHaveLength(1);
    const soon = { fromMinutes: 10, untilMinutes: 20, condition: 'snow' };
    await two.take(push({ lat: 51.34, lon: 12.37, radiusMetres: 500, condition: 'clear', forecast: [soon] }));
    expect(two.forecastAt(51.34, 12.37, T)).toEqual([
      { from: T + 10 * MINUTE, until: T + 20 * MINUTE, weather: { condition: 'snow' } },
    ]);
  });

  test('changes what it tells: the engine that fetched it says so, once, and not of what nobody knew before', async () => {
    answer = () => ({ status: 200, body: { current: { interval: 900, weather_code: 0 } } });
    const seen: string[] = [];
    const sighted: WorldParts['sighted'] = async ({ id, possible }) => {
      seen.push(`${id} ${JSON.stringify(possible)}`);
    };
    const { world: one, clock } = await world({ provider: provider(), sighted });
    await told(one, 51.34, 12.37);
    expect(seen).toEqual([]);
    clock.advance(T + 11 * MINUTE);
    answer = () => ({ status: 200, body: { current: { interval: 900, weather_code: 63 } } });
    await until(() => one.weatherAt(51.34, 12.37, clock.now())?.condition === 'rain');
    const change = { what: 'weather', before: { condition: 'clear' }, after: { condition: 'rain' } };
    expect(seen).toEqual([`weather:${cellOf(51.34, 12.37)}:${T} ${JSON.stringify([change])}`]);
  });

  test('loses to what was pushed, and other engines use what one fetched', async () => {
    answer = () => ({ status: 200, body: rainy });
    const { world: one } = await world({ provider: provider() });
    await told(one, 51.34, 12.37);
    const { world: two } = await world({ provider: provider() });
    expect((await told(two, 51.34, 12.37)).condition).toBe('rain');
    expect(asked).toHaveLength(1);
    await two.take(push({ lat: 51.34, lon: 12.37, radiusMetres: 500, condition: 'fog' }));
    // Who says that there is fog says nothing of the temperature, but that it does not rain.
    expect(two.weatherAt(51.34, 12.37, T)).toEqual({
      condition: 'fog',
      temperatureCelsius: 8.5,
      windMetresPerSecond: 4,
    });
    await two.take(push({ lat: 51.34, lon: 12.37, radiusMetres: 500, temperatureCelsius: 3 }, T + 1, 'w2'));
    expect(two.weatherAt(51.34, 12.37, T + 1)).toMatchObject({ temperatureCelsius: 3, condition: 'rain' });
  });

  test('is asked again when its weather is no longer fresh, which still counts meanwhile, but not for ever', async () => {
    answer = () => ({ status: 200, body: rainy });
    const { world: here, clock } = await world({ provider: provider() });
    await told(here, 51.34, 12.37);
    clock.advance(T + 11 * MINUTE);
    expect(here.weatherAt(51.34, 12.37, clock.now())?.condition).toBe('rain');
    answer = () => ({ status: 200, body: { current: { interval: 900, weather_code: 0 } } });
    await until(() => here.weatherAt(51.34, 12.37, clock.now())?.condition === 'clear');
    expect(asked).toHaveLength(2);
    expect(here.weatherAt(51.34, 12.37, clock.now() + 60 * MINUTE)).toBeUndefined();
    expect(here.weatherAt(51.34, 12.37, T - 60 * MINUTE)).toBeUndefined();
  });

  test('is not asked about another time than now', async () => {
    answer = () => ({ status: 200, body: rainy });
    const { world: here } = await world({ provider: provider() });
    expect(here.weatherAt(51.34, 12.37, T - 120 * MINUTE)).toBeUndefined();
    await told(here, 48.2, 16.37);
    expect(asked.map((url) => url.searchParams.get('latitude'))).toEqual([String(centreOf(cellOf(48.2, 16.37)).lat)]);
  });

  test('does not hold up the end of the engine', async () => {
    let reached: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const silent = {
      name: 'silent',
      fetch: (_: unknown, signal: AbortSignal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          reached();
        }),
    };
    const warned: string[] = [];
    const log: Log = { ...quiet, warn: (message) => warned.push(message) };
    const { world: here } = await world({ provider: silent, log });
    here.weatherAt(51.34, 12.37, T);
    await waiting;
    await here.close();
    expect(warned).toEqual([]);
  });

  test('may fail: nothing is known, and the engine goes on', async () => {
    answer = () => ({ status: 500, body: {} });
    const warned = new Promise<string>((resolve) => {
      const log: Log = { ...quiet, warn: (message) => resolve(message) };
      world({ provider: provider(), log }).then(({ world: here }) => here.weatherAt(51.34, 12.37, T));
    });
    expect(await warned).toContain('no weather');
  });

  test.each([
    [0, 'clear'],
    [2, 'cloudy'],
    [45, 'fog'],
    [53, 'drizzle'],
    [66, 'sleet'],
    [75, 'snow'],
    [81, 'rain'],
    [95, 'thunder'],
    [99, 'hail'],
  ])('calls WMO code %i %s', async (code, condition) => {
    answer = () => ({ status: 200, body: { current: { interval: 900, weather_code: code } } });
    expect(await provider().fetch([{ lat: 1, lon: 1 }], new AbortController().signal)).toEqual([
      { weather: { condition } },
    ]);
  });
});

test('every position lies in the cell whose middle is near', () => {
  for (const [lat, lon] of [
    [51.34, 12.37],
    [-90, -180],
    [90, 180],
    [0, 179.99],
    [-33.9, 151.2],
  ] as const) {
    const centre = centreOf(cellOf(lat, lon));
    expect(Math.abs(centre.lat - lat)).toBeLessThanOrEqual(0.0251);
    expect(Math.abs(centre.lon - lon) % 359.9).toBeLessThanOrEqual(0.11);
  }
});

test('zones are told for positions, and for nothing else', async () => {
  const { world: here } = await world();
  expect(here.zoneAt(51.34, 12.37)).toBe('Europe/Berlin');
  expect(here.zoneAt(40.7, -74)).toBe('America/New_York');
  expect(here.zoneAt(Number.NaN, 0)).toBeUndefined();
});
