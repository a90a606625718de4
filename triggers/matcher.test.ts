import { describe, expect, test } from 'vitest';
import { momentWith, placeAt, signalOf, THURSDAY_EVENING as T } from '../test/support/moments.ts';
import type { Match, Moment, Step, Stimulus, Trigger, Weather } from './contract.ts';
import { buildMatcher } from './matcher.ts';
import { compileTrigger } from './reading/compile-trigger.ts';
import { parseTrigger } from './reading/definition.ts';
import type { CustomerState } from './state/contract.ts';
import { emptyState } from './state/empty-state.ts';
import { memoryOf } from './state/memory.ts';
import { takeDue } from './state/timers.ts';
import { loadVocabulary } from './vocabulary/vocabulary.ts';

const MINUTE = 60_000;
const mitte = placeAt('mitte', 1, 1);
const kiosk = placeAt('kiosk', 2, 2, { tags: ['kiosk', 'store'] });
const places = new Map([mitte, kiosk].map((place) => [place.id, place]));

const vocabulary = await loadVocabulary();

function triggerOf(name: string, body: Readonly<Record<string, unknown>>): Trigger {
  const message = { template: 't', purpose: 'offers' };
  const parsed = parseTrigger(name, { name, message, ...body }, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, 1, vocabulary);
}

function match(triggers: readonly Trigger[], ...moments: readonly Moment[]): readonly Match[] {
  const matcher = buildMatcher(triggers, places);
  const out: Match[] = [];
  for (const moment of moments) matcher.match(moment, out);
  return out;
}

const named = (matches: readonly Match[]) => matches.map(({ trigger }) => trigger.definition.name);
const enter = (place = mitte, state = emptyState('c1')) =>
  momentWith(state, { stimulus: { type: 'enter', place }, place, signal: signalOf('location') });
const exit = (place = mitte, state = emptyState('c1')) =>
  momentWith(state, { stimulus: { type: 'exit', place, insideMs: MINUTE }, place, signal: signalOf('location') });
const cart = (value = {}, state = emptyState('c1')) => momentWith(state, { signal: signalOf('cart', value) });
const withCart = (worth: number) => {
  const state = emptyState('c1');
  state.values['cart.value'] = { v: worth, at: T, source: 'cart' };
  return state;
};

describe('matching', () => {
  test('wakes the triggers that listen, and only those', () => {
    const triggers = [
      triggerOf('a', { on: { signal: 'cart' } }),
      triggerOf('b', { on: { signal: 'device' } }),
      triggerOf('c', { on: { enter: { places: { tag: 'store' } } } }),
      triggerOf('d', { on: { enter: { places: { ids: ['mitte', 'kiosk'] } } } }),
      triggerOf('e', { on: { exit: { places: 'any' } } }),
      triggerOf('f', { on: { signal: { kind: 'event', name: 'Order Completed' } } }),
    ];
    expect(named(match(triggers, cart()))).toEqual(['a']);
    expect(named(match(triggers, enter())).sort()).toEqual(['c', 'd']);
    expect(named(match(triggers, exit()))).toEqual(['e']);
    const event = (name: string) => momentWith(emptyState('c1'), { signal: signalOf('event', { name }) });
    expect(named(match(triggers, event('Order Completed'), event('order completed')))).toEqual(['f']);
  });

  test('a signal waker may look into the signal; what it cannot know does not wake', () => {
    const triggers = [
      triggerOf('paying', { on: { signal: { kind: 'cart', where: { stage: 'payment' } } } }),
      triggerOf('big', { on: { signal: { kind: 'event', name: 'Order', where: { total: { above: 50 } } } } }),
    ];
    const order = (properties: object) =>
      momentWith(emptyState('c1'), { signal: signalOf('event', { name: 'Order', properties }) });
    expect(named(match(triggers, cart({ stage: 'payment' })))).toEqual(['paying']);
    expect(match(triggers, cart({ stage: 'address' }), cart({}), order({}), order({ total: '60' }))).toEqual([]);
    expect(named(match(triggers, order({ total: 60 })))).toEqual(['big']);
  });

  test('a trigger that listens to several keys of one stimulus matches once', () => {
    const both: Trigger = {
      ...triggerOf('a', { on: { signal: 'cart' } }),
      waker: { listens: ['enter:*', 'enter:#store'] },
    };
    expect(named(match([both], enter()))).toEqual(['a']);
    expect(named(match([both], enter(), enter()))).toEqual(['a', 'a']);
    let steps = 0;
    const step = () => ({ memory: ++steps, wakes: true });
    expect(named(match([{ ...both, waker: { ...both.waker, step } }], enter()))).toEqual(['a']);
    expect(steps).toBe(1);
  });

  test('a plain no is never appended; unknown goes by the policy of the trigger', () => {
    const when = { none: [{ 'cart.value': { below: 10 } }] };
    const triggers = [
      triggerOf('skips', { on: { signal: 'cart' }, when, unknown: 'skip' }),
      triggerOf('says-no', { on: { signal: 'cart' }, when, unknown: 'no' }),
      triggerOf('waits', { on: { signal: 'cart' }, when, unknown: 'wait 5s' }),
    ];
    const answers = (moment: Moment) =>
      Object.fromEntries(match(triggers, moment).map(({ trigger, answer }) => [trigger.definition.name, answer]));
    expect(answers(cart({}, withCart(5)))).toEqual({});
    expect(answers(cart({}, withCart(50)))).toEqual({ skips: true, 'says-no': true, waits: true });
    expect(answers(cart())).toEqual({ 'says-no': true, waits: undefined });
  });

  test('counts how often each wake key was seen and each trigger matched', () => {
    const matcher = buildMatcher(
      [
        triggerOf('a', { on: { signal: 'cart' }, when: { 'cart.value': { above: 10 } } }),
        triggerOf('b', { on: { signal: 'device' } }),
      ],
      places,
    );
    const out: Match[] = [];
    for (const moment of [cart({}, withCart(5)), cart({}, withCart(50)), cart(), enter()]) matcher.match(moment, out);
    expect(matcher.counts.woken).toEqual(
      new Map([
        ['signal:cart', 3],
        ['signal:device', 0],
      ]),
    );
    expect(matcher.counts.matched).toEqual(
      new Map([
        ['a', 1],
        ['b', 0],
      ]),
    );
    expect([...matcher.triggers.keys()]).toEqual(['a', 'b']);
  });
});

test('a signal waker with conditions is not stepped where the index rules them out', () => {
  const on = {
    signal: { kind: 'cart', where: { stage: 'payment', any: [{ value: { above: 5 } }, { currency: 'USD' }] } },
  };
  const paying = triggerOf('paying', { on });
  let steps = 0;
  const step: NonNullable<Trigger['waker']['step']> = (moment, memory) => {
    steps++;
    return paying.waker.step!(moment, memory);
  };
  const counted: Trigger = { ...paying, waker: { ...paying.waker, step } };
  const moments = [{ stage: 'address', value: 9 }, { value: 9 }, { stage: 'payment', value: 1 }];
  expect(match([counted], ...moments.map((value) => cart(value)))).toEqual([]);
  expect(steps).toBe(1);
  expect(named(match([counted], cart({ stage: 'payment', value: 9 })))).toEqual(['paying']);
});

describe('wakers with a memory', () => {
  const waking = (name: string, step: (moment: Moment, memory: unknown) => Step): Trigger => ({
    ...triggerOf(name, { on: { signal: 'cart' } }),
    waker: { listens: ['signal:cart'], step },
  });

  test('remember for each customer, until they forget', () => {
    const third = waking('third', (_, memory) => {
      const count = Number(memory ?? 0) + 1;
      return count === 3 ? { wakes: true, memory: null } : { memory: count };
    });
    const state = emptyState('c1');
    const other = emptyState('c2');
    expect(match([third], cart({}, state), cart({}, other), cart({}, state))).toEqual([]);
    expect([memoryOf(third, state), memoryOf(third, other)]).toEqual([2, 1]);
    expect(named(match([third], cart({}, state)))).toEqual(['third']);
    expect(state.memory).toEqual({});
  });

  test('arm and disarm timers under their own name, and keep what they say nothing about', () => {
    const state = emptyState('c1');
    state.memory.quiet = 'kept';
    state.timers['other|k'] = { dueAt: 1, trigger: 'other', key: 'k' };
    match([waking('quiet', () => ({ arm: [{ key: 'k', dueAt: 5 }] }))], cart({}, state));
    expect(state.timers['quiet|k']).toEqual({ dueAt: 5, trigger: 'quiet', key: 'k' });
    match([waking('quiet', () => ({ disarm: ['k', 'never armed'] }))], cart({}, state));
    expect(Object.keys(state.timers)).toEqual(['other|k']);
    expect(state.memory).toEqual({ quiet: 'kept' });
  });
});

describe('dwelling', () => {
  const stays = triggerOf('stays', {
    on: { dwell: { places: { tag: 'store' }, for: '10m' } },
    when: { 'place.id': 'mitte' },
  });

  /** Lets the earliest timer go off as the engine does. */
  function ring(state: CustomerState, at: number, trigger = stays): readonly Match[] {
    // Fixes go on finding them there.
    state.positionAt = at - MINUTE;
    const timer = takeDue(state, at);
    if (!timer) return [];
    const stimulus: Stimulus = { type: 'timer', trigger: timer.trigger, key: timer.key, dueAt: timer.dueAt };
    return match([trigger], momentWith(state, { at: timer.dueAt, stimulus, signal: signalOf('timer') }));
  }

  function entered(place = mitte): CustomerState {
    const state = emptyState('c1');
    state.inside[place.id] = { since: T };
    expect(match([stays], enter(place, state))).toEqual([]);
    return state;
  }

  test('wakes with its place when the customer has stayed', () => {
    const state = entered();
    expect(state.timers).toEqual({ 'stays|mitte': { dueAt: T + 10 * MINUTE, trigger: 'stays', key: 'mitte' } });
    expect(ring(state, T + 10 * MINUTE - 1)).toEqual([]);
    const [woken] = ring(state, T + 10 * MINUTE);
    expect(woken).toMatchObject({ answer: true, moment: { at: T + 10 * MINUTE, place: { id: 'mitte' } } });
    expect(state.timers).toEqual({});
  });

  test('does not wake for who left', () => {
    const state = entered();
    delete state.inside.mitte;
    match([stays], exit(mitte, state));
    expect(state.timers).toEqual({});
  });

  test('counts from the last time the customer came in', () => {
    const state = entered();
    delete state.inside.mitte;
    match([stays], exit(mitte, state));
    state.inside.mitte = { since: T + 5 * MINUTE };
    match([stays], enter(mitte, state));
    expect(ring(state, T + 15 * MINUTE - 1)).toEqual([]);
    expect(named(ring(state, T + 15 * MINUTE))).toEqual(['stays']);
  });

  test('waits on when the stay has become longer since', () => {
    const longer = triggerOf('stays', { on: { dwell: { places: { tag: 'store' }, for: '30m' } } });
    const state = entered();
    expect(ring(state, T + 10 * MINUTE, longer)).toEqual([]);
    expect(named(ring(state, T + 30 * MINUTE, longer))).toEqual(['stays']);
  });

  test('asks `when` about its own place, and stays asleep for a place that is gone', () => {
    expect(ring(entered(kiosk), T + 10 * MINUTE)).toEqual([]);
    const state = entered();
    const timer = takeDue(state, T + 10 * MINUTE)!;
    const out: Match[] = [];
    buildMatcher([stays], new Map()).match(
      momentWith(state, { at: timer.dueAt, stimulus: { type: 'timer', ...timer } }),
      out,
    );
    expect(out).toEqual([]);
  });

  test('ignores the timer of a trigger that is gone, or that keeps none', () => {
    const state = entered();
    const stimulus: Stimulus = { type: 'timer', trigger: 'stays', key: 'mitte', dueAt: T };
    expect(match([], momentWith(state, { stimulus }))).toEqual([]);
    expect(match([triggerOf('stays', { on: { signal: 'cart' } })], momentWith(state, { stimulus }))).toEqual([]);
  });
});

describe('a passer-by after hours in the rain', () => {
  const walkBy = triggerOf('rainy-evening-walk-by', {
    on: { enter: { places: { tag: 'store' } } },
    when: {
      all: [
        { 'local-time': { between: ['18:00', '22:00'] } },
        { 'weather.condition': { 'one-of': ['rain', 'drizzle'] } },
        { 'device.form': { equals: 'phone' } },
        { 'location.accuracyMetres': { 'at-most': 50 } },
      ],
    },
  });

  function passing(values: Readonly<Record<string, unknown>>, weather: Weather | undefined, at = T): Moment {
    const state = emptyState('c1');
    for (const [name, v] of Object.entries(values)) state.values[name] = { v, at, until: at + MINUTE, source: 'test' };
    const world = {
      zone: 'Europe/Berlin',
      zoneAt: () => 'Europe/Berlin',
      weatherAt: () => weather,
      forecastAt: () => undefined,
      stockAt: () => undefined,
    };
    return momentWith(state, { at, stimulus: { type: 'enter', place: mitte }, place: mitte, world });
  }

  const phone = { 'device.form': 'phone', 'location.accuracyMetres': 12, 'location.lat': 1, 'location.lon': 1 };
  const rain = { condition: 'rain' };

  test('is matched', () => {
    expect(named(match([walkBy], passing(phone, rain)))).toEqual(['rainy-evening-walk-by']);
  });

  test.each([
    ['when the sky is clear', phone, { condition: 'clear' }, T],
    ['when nobody knows the weather', phone, undefined, T],
    ['by day', phone, rain, T - 6 * 60 * MINUTE],
    ['when the clock just struck ten', phone, rain, T + 180 * MINUTE],
    ['on a tablet', { ...phone, 'device.form': 'tablet' }, rain, T],
    ['when the fix is coarse', { ...phone, 'location.accuracyMetres': 51 }, rain, T],
    ['when the accuracy is not known', { 'device.form': 'phone' }, rain, T],
  ])('is not matched %s', (_, values, weather, at) => {
    expect(match([walkBy], passing(values, weather, at))).toEqual([]);
  });
});
