import { describe, expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { compileWhen, tracksOf } from '../conditions/compile.ts';
import { readWhen } from '../conditions/read.ts';
import type { Answer } from '../contract.ts';
import { createAdvance } from '../hearing/advance.ts';
import { mergeInto, pointTo } from '../hearing/merge.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { nowOf } from '../state/now.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { beforeFor } from './read.ts';
import { trackingOf } from './tracking.ts';

const vocabulary = await loadVocabulary();
const advance = createAdvance(vocabulary.signals);
const places = buildPlacesIndex([]);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let ids = 0;

/** One customer under one condition: says what the condition answers after each signal. */
function under(source: unknown, state: CustomerState = emptyState('c1')) {
  const problems: string[] = [];
  const when = readWhen(source, vocabulary, { conditions: 0, report: (_, expected) => problems.push(expected) });
  expect(problems).toEqual([]);
  const tracks = tracksOf(when, vocabulary);
  const tracking = trackingOf(tracks, vocabulary.signals);
  const holds = compileWhen(when, vocabulary, false);
  return {
    state,
    tracks,
    after(kind: string, value: Readonly<Record<string, unknown>>, at: number): Answer {
      const signal = { id: `${state.id}-${ids++}`, kind, customer: state.id, at, value };
      const advanced = advance(state, signal, places, at, undefined, tracking);
      if (advanced.repeat) throw new Error('a repeat');
      const moment = momentWith(state, { at, signal, before: advanced.before });
      return holds(moment, nowOf(moment));
    },
    at(at: number): Answer {
      const moment = momentWith(state, { at });
      return holds(moment, nowOf(moment));
    },
  };
}

function problemsOf(source: unknown): readonly string[] {
  const problems: string[] = [];
  readWhen(source, vocabulary, { conditions: 0, report: (_, expected) => problems.push(expected) });
  return problems;
}

describe('a change', () => {
  test('is one when a signal brings another value than the last one, and of the first nobody knows', () => {
    const customer = under({ 'device.connection': { changed: true } });
    expect(customer.after('device', { connection: 'wifi' }, T)).toBeUndefined();
    expect(customer.after('device', { connection: 'wifi' }, T + 1)).toBe(false);
    expect(customer.after('device', { connection: '4g' }, T + 2)).toBe(true);
    expect(customer.after('device', { battery: 50 }, T + 3), 'this signal said nothing of it').toBe(false);
    expect(customer.after('device', { connection: '4g' }, T + 4)).toBe(false);
  });

  test('is told also when the value before had grown stale, and is unknown while the value itself is', () => {
    const customer = under({ 'device.connection': { changed: true } });
    customer.after('device', { connection: 'wifi' }, T);
    expect(customer.at(T + HOUR)).toBeUndefined();
    expect(customer.after('device', { connection: '4g' }, T + HOUR)).toBe(true);
  });

  test('is none when the signal is older than what is known', () => {
    const customer = under({ 'device.connection': { changed: true } });
    customer.after('device', { connection: 'wifi' }, T);
    expect(customer.after('device', { connection: '4g' }, T - MINUTE)).toBe(false);
  });

  test('from one value to another is two conditions on it', () => {
    const customer = under({ 'cart.stage': { 'changed-from': 'address', 'changed-to': 'payment' } });
    const stage = (stage: string, at: number) => customer.after('cart', { id: 'c', stage }, at);
    expect(stage('address', T)).toBe(false);
    expect(stage('payment', T + 1)).toBe(true);
    expect(stage('browse', T + 2)).toBe(false);
    expect(stage('payment', T + 3)).toBe(false);
  });

  test('can be one of a trait, or of a part of one', () => {
    const plan = under({ 'customer.plan': { 'changed-to': 'gold' } });
    plan.after('identify', { traits: { plan: 'basic' } }, T);
    expect(plan.after('identify', { traits: { plan: 'gold' } }, T + 1)).toBe(true);
    const city = under({ 'customer.address.city': { changed: true } });
    city.after('identify', { traits: { address: { city: 'Graz', zip: 1 } } }, T);
    expect(city.after('identify', { traits: { address: { city: 'Graz', zip: 2 } } }, T + 1)).toBe(false);
    expect(city.after('identify', { traits: { address: { city: 'Wien', zip: 2 } } }, T + 2)).toBe(true);
  });

  test('of a price is found by the item’s sku', () => {
    const customer = under({ 'cart.items': { 'price-fell-by': '10%' } });
    const cart = (price: number, at: number) => customer.after('cart', { id: 'c', items: [{ sku: 'a', price }] }, at);
    expect(cart(100, T)).toBeUndefined();
    expect(cart(91, T + 1)).toBe(false);
    expect(cart(81, T + 2)).toBe(true);
  });

  test('by so much goes by the signal before', () => {
    const customer = under({ 'cart.value': { 'rose-by': '50%' } });
    customer.after('cart', { id: 'c', value: 40 }, T);
    expect(customer.after('cart', { id: 'c', value: 50 }, T + 1)).toBe(false);
    expect(customer.after('cart', { id: 'c', value: 75 }, T + 2)).toBe(true);
  });
});

describe('a crossing', () => {
  const battery = (customer: ReturnType<typeof under>, levels: readonly number[]) =>
    levels.map((level, i) => customer.after('device', { battery: level }, T + i * MINUTE));

  test('happens each time the level is crossed', () => {
    expect(battery(under({ 'device.battery': { 'fell-below': 20 } }), [25, 20, 19, 21, 19])).toEqual([
      ...[false, false, true, false, true],
    ]);
  });

  test('with a hysteresis happens again only after the value was that far back', () => {
    const customer = under({ 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } });
    expect(battery(customer, [24, 19, 21, 19, 24, 19, 25, 19])).toEqual([
      ...[false, true, false, false, false, false, false, true],
    ]);
    expect(Object.keys(customer.state.marks ?? {})).toEqual(['device.battery <20~5']);
  });

  test('upwards likewise', () => {
    const customer = under({ 'device.battery': { 'rose-above': { level: 80, hysteresis: 10 } } });
    expect(battery(customer, [81, 79, 85, 70, 81])).toEqual([undefined, false, false, false, true]);
  });

  test('keeps its side when the trigger comes later than the values: by the value before', () => {
    const state = emptyState('c1');
    const before = under({ 'device.battery': { above: 1 } }, state);
    battery(before, [19]);
    const customer = under({ 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } }, state);
    expect(customer.after('device', { battery: 22 }, T + HOUR)).toBe(false);
    expect(customer.after('device', { battery: 19 }, T + 2 * HOUR), 'it had not been back').toBe(false);
  });

  test('that is asked again later still compares with what was before its signal', () => {
    const customer = under({ 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } });
    const { state, tracks } = customer;
    customer.after('device', { battery: 30 }, T);
    const tracking = trackingOf(tracks, vocabulary.signals);
    const signal = { id: 'low', kind: 'device', customer: 'c1', at: T + 1, value: { battery: 15 } };
    const advanced = advance(state, signal, places, T + 1, undefined, tracking);
    const before = 'before' in advanced ? beforeFor(tracks, advanced.before) : undefined;
    expect(JSON.parse(JSON.stringify(before))).toEqual({ 'device.battery': [30], 'device.battery <20~5': [0] });
    const when = readWhen({ 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } }, vocabulary, {
      conditions: 0,
      report: () => {},
    });
    const holds = compileWhen(when, vocabulary, false);
    const later = momentWith(state, { at: T + 10, before });
    expect(holds(later, nowOf(later))).toBe(true);
    customer.after('device', { battery: 60 }, T + 20);
    const charged = momentWith(state, { at: T + 30, before });
    expect(holds(charged, nowOf(charged)), 'it is charged by now').toBe(false);
  });
});

describe('a value that stays', () => {
  test('is unchanged for as long as we know it to be the same', () => {
    const customer = under({ 'device.connection': { 'unchanged-for': '10m' } });
    const wifi = (minute: number) => customer.after('device', { connection: 'wifi' }, T + minute * MINUTE);
    expect(wifi(0)).toBeUndefined();
    expect(wifi(5)).toBeUndefined();
    expect(wifi(10)).toBe(true);
    expect(customer.after('device', { connection: '4g' }, T + 11 * MINUTE)).toBe(false);
    expect(customer.at(T + 20 * MINUTE)).toBe(false);
    expect(customer.at(T + 21 * MINUTE)).toBe(true);
  });

  test('may have been another in a gap', () => {
    const customer = under({ 'device.connection': { 'unchanged-for': '15m' } });
    const wifi = (minute: number) => customer.after('device', { connection: 'wifi' }, T + minute * MINUTE);
    wifi(0);
    expect(wifi(30), 'it was not known for 20 minutes').toBeUndefined();
    expect(customer.at(T + 41 * MINUTE), 'stale').toBeUndefined();
    wifi(40);
    expect(wifi(45)).toBe(true);
  });
});

describe('what happened', () => {
  const visit = (customer: ReturnType<typeof under>, at: number, properties: object = {}) =>
    customer.after('event', { name: 'Visit', properties }, at);

  test('is counted exactly from the first signal of a new customer on', () => {
    const customer = under({ events: { did: { event: 'Visit', within: '1d', times: 2 } } });
    expect(customer.after('device', { battery: 50 }, T)).toBe(false);
    expect(visit(customer, T + 1)).toBe(false);
    expect(visit(customer, T + 2)).toBe(true);
    expect(customer.at(T + 1 + DAY)).toBe(false);
    expect(visit(customer, T + 2 + DAY)).toBe(false);
  });

  test('before it was asked for is unknown', () => {
    const state = emptyState('c1');
    state.firstAt = T - 10 * DAY;
    const did = under({ events: { did: { event: 'Visit', within: '2d' } } }, state);
    expect(did.at(T)).toBeUndefined();
    expect(did.after('device', { battery: 50 }, T)).toBeUndefined();
    expect(did.at(T + 2 * DAY)).toBe(false);
    expect(visit(did, T + 2 * DAY)).toBe(true);
  });

  test('counts by its own time, whenever it arrives', () => {
    const customer = under({ events: { did: { event: 'Visit', within: '1h', times: 2 } } });
    visit(customer, T);
    visit(customer, T - 30 * MINUTE);
    expect(customer.at(T)).toBe(true);
    expect(customer.at(T + 31 * MINUTE)).toBe(false);
  });

  test('only counts with the properties that are asked for, and is unknown where they are not there', () => {
    const customer = under({ events: { did: { event: 'Visit', where: { total: { above: 10 } }, within: '1h' } } });
    expect(visit(customer, T, { total: 5 })).toBe(false);
    expect(visit(customer, T + 1, {})).toBeUndefined();
    expect(visit(customer, T + 2, { total: 11 })).toBe(true);
  });

  test('did not happen only where we listened for that long', () => {
    const customer = under({ events: { 'did-not': { event: 'Visit', within: '1h' } } });
    expect(customer.after('device', { battery: 50 }, T)).toBe(true);
    expect(visit(customer, T)).toBe(false);
    expect(customer.at(T + HOUR)).toBe(true);
  });

  test('adds up, and is unknown where a number is missing or too much happened', () => {
    const customer = under({ events: { summed: { event: 'Visit', property: 'total', within: '1h', is: 30 } } });
    expect(visit(customer, T, { total: 10 })).toBe(false);
    expect(visit(customer, T + 1, { total: 20 })).toBe(true);
    expect(visit(customer, T + 2, {})).toBeUndefined();
    const exact = under({ events: { summed: { event: 'Visit', property: 'total', within: '1h', is: 201 } } });
    for (let i = 0; i < 9; i++) expect(visit(exact, T + i, { total: 20.1 })).toBe(false);
    expect(visit(exact, T + 9, { total: 20.1 })).toBe(true);
    for (let i = 0; i < 60; i++) visit(customer, T + 2 * HOUR + i, { total: i < 57 ? 0 : 10 });
    expect(customer.at(T + 2 * HOUR + 60)).toBeUndefined();
    expect(Object.values(customer.state.marks ?? {})).toMatchObject([{ times: { length: 50 } }]);
  });
});

describe('memories', () => {
  test('are none when nobody asks, and go when nobody asks any more', () => {
    const state = emptyState('c1');
    const asked = under({ 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } }, state);
    asked.after('device', { battery: 30 }, T);
    expect(state.marks).toBeDefined();
    under({ 'device.battery': { below: 20 } }, state).after('device', { battery: 29 }, T + 1);
    expect(state.marks).toBeUndefined();
  });

  test('that an earlier publish left go when a new one begins', () => {
    const state = emptyState('c1');
    under({ 'device.battery': { 'unchanged-for': '1h' } }, state).after('device', { battery: 30 }, T);
    const next = under({ 'device.connection': { 'unchanged-for': '1h' } }, state);
    next.after('device', { connection: 'wifi' }, T + 2);
    expect(Object.keys(state.marks ?? {})).toEqual(['device.connection since']);
  });

  test('of two customers who are one are joined, twice the same as once', () => {
    const source = { events: { did: { event: 'Visit', within: '1d', times: 3 } } };
    const [known, anonymous] = [under(source, emptyState('c1')), under(source, emptyState('a1'))];
    for (const at of [T, T + 2]) known.after('event', { name: 'Visit' }, at);
    anonymous.after('event', { name: 'Visit' }, T);
    mergeInto(known.state, anonymous.state);
    const once = structuredClone(known.state.marks);
    expect(known.at(T + 3)).toBe(true);
    mergeInto(known.state, anonymous.state);
    expect(known.state.marks).toEqual(once);
    expect(pointTo(anonymous.state, 'c1').marks).toBeUndefined();
  });

  test('of a value go with the newer value when customers are merged', () => {
    const source = { 'device.battery': { 'fell-below': { level: 20, hysteresis: 5 } } };
    const [known, anonymous] = [under(source, emptyState('c1')), under(source, emptyState('a1'))];
    known.after('device', { battery: 50 }, T);
    anonymous.after('device', { battery: 10 }, T + 1);
    mergeInto(known.state, anonymous.state);
    expect(known.after('device', { battery: 19 }, T + 2), 'it was below all the time').toBe(false);
  });

  test('a history says no less than it knows when the other was not listened to', () => {
    const known = under({ events: { did: { event: 'Visit', within: '1d' } } });
    known.after('device', { battery: 50 }, T);
    const other = emptyState('a1');
    Object.assign(other, { firstAt: T - DAY, lastAt: T - 1 });
    mergeInto(known.state, other);
    expect(known.at(T + 1)).toBeUndefined();
    expect(known.at(T + DAY)).toBe(false);
  });
});

test('what has no past is refused, with a reason', () => {
  for (const field of ['event.total', 'local-time', 'weather.temperatureCelsius', 'cart.idleSeconds'])
    expect(problemsOf({ [field]: { changed: true } })).toEqual([expect.stringContaining('has no past')]);
  expect(problemsOf({ 'cart.items': { 'any-item': { where: { price: { changed: true } } } } })).toEqual([
    expect.stringContaining('has no past'),
  ]);
  expect(problemsOf({ events: { exists: true } })).toEqual([expect.stringContaining('did-not, did, summed')]);
  expect(problemsOf({ 'cart.value': { 'rose-by': '0%' } })).toEqual([expect.stringContaining('a share such as 20%')]);
  expect(problemsOf({ events: { did: { event: 'Visit', where: { all: [] }, within: '1d' } } })).toHaveLength(1);
});
