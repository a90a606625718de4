import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Place } from '../../triggers/places/contract.ts';
import { signalClock } from '../clock.ts';
import type { Closable, Log } from '../contract.ts';
import type { Sighting } from './contract.ts';
import { startOpeningHours } from './opening-hours.ts';

const MINUTE = 60_000;
/** A Monday, half past eight in Berlin. */
const AT = Date.UTC(2026, 10, 2, 7, 30);
const NINE = AT + 30 * MINUTE;
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const shop = (id: string, from = '09:00'): Place => ({
  id,
  name: id,
  shape: { type: 'circle', centre: { lat: 52, lon: 13 }, radiusMetres: 10 },
  tags: [],
  attributes: {},
  hours: { mon: [[from, '18:00']] },
  zone: 'Europe/Berlin',
  centre: { lat: 52, lon: 13 },
});

let redis: TestRedis;
const opened: Closable[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const hours of opened.splice(0)) await hours.close();
  await redis.connect().flushall();
});
afterAll(() => redis.stop());

async function engine(given: readonly Place[], now = AT, inSteps = false) {
  const clock = signalClock(now);
  const seen: Sighting[] = [];
  const live = { places: given };
  const hours = await startOpeningHours({
    redis: redis.connect(),
    places: () => live.places,
    sighted: async (sighting) => void seen.push(sighting),
    clock,
    inSteps,
    log: quiet,
  });
  opened.push(hours);
  const ids = () => seen.map(({ id }) => id.split(':').slice(0, 2).join(' '));
  return { hours, clock, seen, live, ids };
}

test('each opening and closing is told at its time, for two engines in the same words', async () => {
  const [one, two] = [await engine([shop('a'), shop('b')]), await engine([shop('a'), shop('b')])];
  for (const { clock } of [one, two]) clock.advance(NINE + 10);
  await expect.poll(() => one.seen.length >= 1 && two.seen.length >= 1).toBe(true);
  expect(one.seen.every(({ at }) => at === NINE)).toBe(true);
  expect(one.seen).toEqual(two.seen);
  const opening = one.seen.length;
  one.clock.advance(NINE + 9 * 60 * MINUTE);
  await expect.poll(() => one.seen.length).toBe(2 * opening);
  expect(new Set(one.ids())).toEqual(new Set([`opened ${NINE}`, `closed ${NINE + 9 * 60 * MINUTE}`]));
});

test('in steps what opens is told when it is looked for, at its time', async () => {
  const { hours, clock, ids } = await engine([shop('a')], AT, true);
  expect(await hours.look()).toBe(false);
  clock.advance(NINE + 20);
  expect(await hours.look()).toBe(true);
  expect(ids()).toEqual([`opened ${NINE}`]);
  expect(await hours.look()).toBe(false);
});

test('ten thousand shops that open at once are told in a few', async () => {
  const { clock, seen } = await engine(Array.from({ length: 10_000 }, (_, i) => shop(`s${i}`)));
  clock.advance(NINE);
  await expect.poll(() => seen.length).toBe(16);
  const told = seen.flatMap(({ cause }) => (cause.what === 'opened' ? cause.places : []));
  expect(new Set(told).size).toBe(10_000);
});

test('an engine that was away tells what it missed, as long as that may wake anybody', async () => {
  const first = await engine([shop('a')]);
  await expect.poll(() => redis.connect().get('kairos:hours:looked')).toBe(String(AT));
  await opened.pop()!.close();
  expect(first.seen).toEqual([]);
  expect((await heard(await engine([shop('a')], NINE + 10 * MINUTE))).ids()).toEqual([`opened ${NINE}`]);
  await redis.connect().set('kairos:hours:looked', AT);
  const late = await engine([shop('a'), shop('c', '09:18')], NINE + 20 * MINUTE);
  expect((await heard(late)).ids()).toEqual([`opened ${NINE + 18 * MINUTE}`]);
});

test('hours that are published anew count from then on', async () => {
  const { clock, live, seen, ids } = await engine([shop('a', '12:00')]);
  await expect.poll(() => redis.connect().get('kairos:hours:looked')).toBe(String(AT));
  live.places = [shop('a', '08:45')];
  clock.advance(AT + 16 * MINUTE);
  await expect.poll(() => seen.length).toBe(1);
  expect(ids()).toEqual([`opened ${AT + 15 * MINUTE}`]);
});

async function heard<T extends { readonly seen: readonly Sighting[] }>(engine: T): Promise<T> {
  await expect.poll(() => engine.seen.length).toBeGreaterThan(0);
  return engine;
}
