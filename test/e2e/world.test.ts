import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SignalClock, signalClock } from '../../engine/clock.ts';
import type { SignalExplanation } from '../../engine/studies/contract.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import { startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { documentOf, NOTE, squareStore, workspaceBody } from '../support/workspace.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MINUTE = 60_000;
/** A district of Berlin, and a store in the middle of it. */
const MITTE = { west: 13.36, south: 52.5, east: 13.44, north: 52.54 };
const STORE = { lat: 52.52, lon: 13.4 };
const CITY = { west: 13.1, south: 52.3, east: 13.8, north: 52.7 };

let redis: TestRedis;
let mails: MailServer;
let clock: SignalClock;
let one: TestEngine;
let two: TestEngine;

beforeAll(async () => {
  [redis, mails] = await Promise.all([startRedis(), startMailServer()]);
  clock = signalClock(Date.UTC(2026, 10, 2, 7));
  const env = { KAIROS_REDIS_URL: redis.url };
  one = await startTestEngine({
    mails,
    clock,
    env,
    documents: () => [
      workspaceBody(mails.url),
      NOTE,
      squareStore('mitte', STORE.lat, STORE.lon, 40, {
        zone: 'Europe/Berlin',
        hours: { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']] },
      }),
      trigger('rain', { weather: { begins: ['rain', 'drizzle'] } }),
      trigger('rain-near', {
        weather: { begins: ['rain', 'drizzle'], near: { places: { tag: 'store' }, within: 500 } },
      }),
      trigger('dry', { weather: { ends: ['rain', 'drizzle'] } }),
      trigger('heat', { weather: { 'rises-above': { temperatureCelsius: 30 } } }),
      trigger('open', { 'place-opened': { places: { tag: 'store' }, within: 500 } }),
      trigger('shut', { 'place-closed': { places: { id: 'mitte' } } }),
      trigger('back', { 'stock-arrived': { places: { tag: 'store' }, within: 2_000 } }, [{ 'stock.inCart': true }]),
    ],
  });
  two = await startTestEngine({ mails, clock, env: { ...env, KAIROS_ROLES: 'ingest,dispatch' } });
});
afterAll(async () => {
  await Promise.all([one?.close(), two?.close()]);
  await mails?.close();
  await redis?.stop();
});

function trigger(name: string, on: unknown, all: readonly object[] = []) {
  return documentOf('trigger', name, {
    name,
    on,
    ...(all.length > 0 && { when: { all } }),
    message: { template: 'note', purpose: 'offers', channels: ['email'], expires: '1h' },
  });
}

const at = (customer: string, lat: number, lon: number, more: Partial<SignalInput> = {}): SignalInput => ({
  kind: 'location',
  customer,
  value: { lat, lon, accuracyMetres: 10 },
  ...more,
});
const weather = (area: object, value: object, more: Partial<SignalInput> = {}): SignalInput => ({
  kind: 'weather',
  value: { area, validSeconds: 3_600, ...value },
  ...more,
});
const stock = (quantity: number): SignalInput => ({ kind: 'stock', value: { place: 'mitte', sku: 'boots', quantity } });

/** Who was woken by a trigger on either engine, by name and in order. */
function woken(name: string): readonly string[] {
  const matched = [...one.outcomes, ...two.outcomes].filter(
    ({ trigger, step }) => trigger === name && step === 'matched',
  );
  return matched.map(({ customer }) => customer).sort();
}

async function settled(): Promise<void> {
  await one.settled();
  await two.settled();
  await one.settled();
}

/** Resolves when as many were woken; nobody more is on the way then. */
async function all(name: string, count: number): Promise<readonly string[]> {
  await expect.poll(() => woken(name).length, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(count);
  await settled();
  return woken(name);
}

describe('rain begins over an area', () => {
  test('and wakes those who are there now, once, whoever of the engines hears of it', async () => {
    await one.send(
      ...['near', 'far', 'gone', 'moved-in', 'moved-out', 'elsewhere'].flatMap((id) => willingCustomer(id)),
      weather(CITY, { condition: 'cloudy' }),
      at('gone', 52.53, 13.41),
      at('moved-out', 52.53, 13.41),
      at('moved-in', 52.6, 13.6),
    );
    clock.advance(clock.now() + 6 * MINUTE);
    await two.send(at('near', STORE.lat + 0.002, STORE.lon), at('far', 52.535, 13.37), at('elsewhere', 52.45, 13.4));
    await one.send(at('moved-in', 52.531, 13.42), at('moved-out', 52.6, 13.6));
    clock.advance(clock.now() + MINUTE);
    const rain = weather(MITTE, { condition: 'rain' }, { id: 'rain-1', at: clock.now() });
    await one.send(rain);
    expect(await all('rain', 3)).toEqual(['far', 'moved-in', 'near']);
    expect(await all('rain-near', 1)).toEqual(['near']);
    expect(one.outcomes.concat(two.outcomes).find(({ trigger }) => trigger === 'rain-near')?.place).toBe('mitte');

    // The same again, also to the other engine, and another station that says so too.
    await two.send(rain);
    clock.advance(clock.now() + MINUTE);
    await Promise.all([
      one.send(weather(MITTE, { condition: 'rain' })),
      two.send(weather({ ...MITTE, west: 13.3 }, { condition: 'drizzle' })),
    ]);
    await settled();
    expect(woken('rain')).toEqual(['far', 'moved-in', 'near']);
  });

  test('and can be explained to each of them: what was seen then, and what became of it', async () => {
    const path = (customer: string) => `/v1/customers/${customer}/signals/weather%3Arain-1/explain?trigger=rain-near`;
    const { status, body } = await one.ask<SignalExplanation>('GET', path('near'));
    expect(status).toBe(200);
    expect(body.signal.kind).toBe('world');
    const recorded = [
      { step: 'matched', place: 'mitte' },
      { step: 'held-back', gate: 'priority', reason: 'lost to rain' },
    ];
    expect(body.triggers).toMatchObject([{ trigger: 'rain-near', on: { isWoken: true }, recorded }]);
    expect((await one.ask('GET', path('elsewhere'))).status).toBe(404);
  });

  test('and ends only where it is known to have ended', async () => {
    await one.send(at('near', STORE.lat, STORE.lon), at('far', 52.535, 13.37));
    // West of the store it clears up.
    await two.send(weather({ ...MITTE, east: 13.39 }, { condition: 'cloudy' }));
    expect(await all('dry', 1)).toEqual(['far']);
  });

  test('a level is crossed once on the way up', async () => {
    clock.advance(clock.now() + 6 * MINUTE);
    await one.send(at('near', STORE.lat, STORE.lon));
    for (const temperatureCelsius of [28, 30, 31, 33]) {
      clock.advance(clock.now() + 1_000);
      await one.send(weather(MITTE, { condition: 'clear', temperatureCelsius }));
    }
    expect(await all('heat', 1)).toEqual(['near']);
  });

  test('of engines that are told of two readings at once one alone sees it begin', async () => {
    clock.advance(clock.now() + 6 * MINUTE);
    await one.send(weather(CITY, { condition: 'clear' }), at('near', STORE.lat, STORE.lon));
    const before = woken('rain').length;
    clock.advance(clock.now() + MINUTE);
    const readings = Array.from({ length: 10 }, () => weather(MITTE, { condition: 'rain' }, { at: clock.now() }));
    await Promise.all(readings.map((reading, i) => (i % 2 ? one : two).send(reading)));
    await all('rain', before + 1);
    expect(woken('rain')).toHaveLength(before + 1);
  });
});

test('who is looked up is bounded by who is there, not by how many customers there are', async () => {
  const crowd = Array.from({ length: 3_000 }, (_, i) => `crowd-${i}`);
  for (let i = 0; i < crowd.length; i += 500) {
    await one.send(
      ...crowd.slice(i, i + 500).map((id, j) => at(id, 52.32 + (j % 100) * 0.001, 13.12 + (j % 37) * 0.002)),
    );
  }
  const few = Array.from({ length: 20 }, (_, i) => `few-${i}`);
  await one.send(...few.map((id, i) => at(id, STORE.lat + i * 0.0001, STORE.lon)));
  await one.send(...few.flatMap((id) => willingCustomer(id)), weather(CITY, { condition: 'clear' }));
  await settled();
  const looked = new Set<string>();
  const pages: number[] = [];
  for (const { app } of [one, two]) {
    const { load } = app.contexts;
    vi.spyOn(app.contexts, 'load').mockImplementation((shard, customers, fresh) => {
      for (const customer of customers) looked.add(customer);
      pages.push(customers.length);
      return load.call(app.contexts, shard, customers, fresh);
    });
  }
  clock.advance(clock.now() + MINUTE);
  await two.send(weather(MITTE, { condition: 'rain' }));
  await all('rain', woken('rain').length);
  await expect.poll(() => few.every((id) => woken('rain').includes(id)), { timeout: 20_000 }).toBe(true);
  await settled();
  expect([...looked].filter((id) => id.startsWith('crowd-'))).toEqual([]);
  expect(looked.size).toBeLessThan(few.length + 10);
  expect(Math.max(...pages)).toBeLessThanOrEqual(128);
  vi.restoreAllMocks();
});

test('a place that opens wakes those who are near, once for two engines; one that closes those who are in it', async () => {
  one.nextDay('08:57');
  await one.send(at('near', STORE.lat + 0.002, STORE.lon), at('far', 52.535, 13.37));
  one.nextDay('09:01');
  expect(await all('open', 1)).toEqual(['near']);
  one.nextDay('17:58');
  await two.send(at('near', STORE.lat + 0.002, STORE.lon), at('far', STORE.lat, STORE.lon));
  one.nextDay('18:01');
  expect(await all('shut', 1)).toEqual(['far']);
  expect(woken('open')).toEqual(['near']);
});

test('an item that is there again wakes those near who have it in their cart', async () => {
  await one.send(at('near', STORE.lat + 0.01, STORE.lon), at('far', STORE.lat + 0.01, STORE.lon), stock(0));
  await one.send({ kind: 'cart', customer: 'near', value: { id: 'k', items: [{ sku: 'boots' }] } });
  await one.send({ kind: 'cart', customer: 'far', value: { id: 'f', items: [{ sku: 'hat' }] } });
  clock.advance(clock.now() + 1_000);
  await two.send(stock(4));
  expect(await all('back', 1)).toEqual(['near']);
  clock.advance(clock.now() + 1_000);
  await one.send(stock(9));
  await settled();
  expect(woken('back')).toEqual(['near']);
  expect(one.app.world.stockAt('mitte', 'boots', clock.now())).toBe(9);
  await expect.poll(() => two.app.world.stockAt('mitte', 'boots', clock.now())).toBe(9);
});

test('one call to the weather service serves all who are in an area, and when it says rain they are woken', async () => {
  const asked: URL[] = [];
  let code = 0;
  const service = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push(url);
    const here = { current: { interval: 900, weather_code: code } };
    const count = url.searchParams.get('latitude')!.split(',').length;
    response.end(JSON.stringify(count === 1 ? here : Array.from({ length: count }, () => here)));
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const port = (service.address() as AddressInfo).port;
  const alone = await startTestEngine({
    mails,
    env: { KAIROS_WEATHER_URL: `http://127.0.0.1:${port}` },
    documents: () => [workspaceBody(mails.url), NOTE, trigger('rain', { weather: { begins: 'rain' } })],
  });
  try {
    const people = Array.from({ length: 400 }, (_, i) => `p${i}`);
    const fixes = () => people.map((id, i) => at(id, 52.5201 + (i % 20) / 10_000, 13.4201 + (i % 19) / 10_000));
    await alone.send(...fixes());
    await expect.poll(() => alone.app.world.weatherAt(52.52, 13.42, alone.clock.now())?.condition).toBe('clear');
    code = 63;
    alone.later(11 * MINUTE);
    await alone.send(...fixes());
    const rained = () => alone.outcomes.filter(({ step }) => step === 'matched').map(({ customer }) => customer);
    await expect.poll(() => rained().length, { timeout: 20_000 }).toBe(people.length);
    await alone.settled();
    expect(rained().toSorted()).toEqual(people.toSorted());
    // The turn is written down: a draft is tried on it later, when the service says something else.
    expect(await alone.rows("SELECT kind, customer FROM signals WHERE kind = 'weather'")).toHaveLength(1);
    const draft = trigger('draft', { weather: { begins: ['rain', 'drizzle'] } }).body;
    const request = { trigger: draft, from: 0, to: alone.clock.now() + 1, windowMs: 1 };
    const { text } = await alone.ask('POST', '/v1/back-test', request);
    expect(JSON.parse(text.trim().split('\n').at(-1)!)).toMatchObject({ report: { matchedCustomers: people.length } });
    expect(asked).toHaveLength(2);
    expect(asked.map((url) => url.searchParams.get('latitude')!.split(',').length)).toEqual([1, 1]);
  } finally {
    await alone.close();
    service.close();
  }
});
