import { describe, expect, test } from 'vitest';
import { BERLIN, momentWith, placeAt, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { Match, Moment } from '../contract.ts';
import { createAdvance } from '../hearing/advance.ts';
import { buildMatcher } from '../matcher.ts';
import { NO_WATCHES } from '../places/fences.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import { compileTrigger } from '../reading/compile-trigger.ts';
import { parseTrigger } from '../reading/definition.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { watchesOf } from './watches.ts';

const vocabulary = await loadVocabulary();
const advance = createAdvance(vocabulary.signals);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const message = { template: 't', purpose: 'offers' };

function triggerOf(name: string, body: object) {
  const parsed = parseTrigger(name, { name, message, ...body }, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, 1, vocabulary);
}

const store = placeAt('store', 52.5, 13.4, {
  attributes: { parking: 40 },
  hours: { thu: [['09:00', '20:00']] },
});
const kiosk = placeAt('kiosk', 52.51, 13.4, { tags: ['kiosk'] });
const index = buildPlacesIndex([store, kiosk]);

/** A customer who goes where they are told, and what that matched. */
class Life {
  readonly state = emptyState('c1');
  readonly #triggers;
  readonly #matcher;

  constructor(...triggers: readonly ReturnType<typeof triggerOf>[]) {
    this.#triggers = triggers;
    this.#matcher = buildMatcher(triggers, index.places);
  }

  /** East of the store, metres. */
  at(at: number, east: number): readonly string[] {
    const value = { lat: 52.5, lon: 13.4 + east / 67_691, accuracyMetres: 5 };
    const signal = signalOf('location', value, { id: `s${at}`, at });
    const advanced = advance(this.state, signal, index, at, watchesOf(this.#triggers));
    if (advanced.repeat) throw new Error('no fix comes twice');
    const found: Match[] = [];
    for (const stimulus of advanced.stimuli) {
      const place = 'place' in stimulus ? stimulus.place : undefined;
      this.#matcher.match(
        { at, origin: signal, signal, stimulus, state: this.state, place, places: index, world: BERLIN },
        found,
      );
    }
    return found.map(({ trigger }) => trigger.definition.name).sort();
  }
}

describe('what triggers want to be told of movements', () => {
  test('is nothing as long as they only enter and leave', () => {
    const plain = triggerOf('plain', { on: { enter: { places: { tag: 'store' } } }, when: { 'place.open': true } });
    expect(watchesOf([plain, triggerOf('cart', { on: { signal: 'cart' } })])).toEqual(NO_WATCHES);
  });

  test('is read off what wakes them and what they ask for', () => {
    const asks = { any: [{ none: [{ 'visits.count': { above: 2 } }] }] };
    const watches = watchesOf([
      triggerOf('a', { on: { enter: { places: { tag: 'store' }, confirm: 3 } } }),
      triggerOf('b', { on: { dwell: { places: 'any', for: '5m', confirm: 2 } } }),
      triggerOf('c', { on: { exit: { places: { id: 'kiosk' }, confirm: 2 } }, when: asks }),
      triggerOf('d', { on: { approach: { places: { ids: ['kiosk', 'store'] }, within: 300 } } }),
      triggerOf('e', { on: { approach: { places: { tag: 'store' }, within: '5m' } }, when: asks }),
      triggerOf('f', { on: { 'first-visit': { places: { id: 'store' } } } }),
    ]);
    expect(watches).toMatchObject({ enterFixes: [2, 3], exitFixes: [2], visits: { tags: new Map([['store', true]]) } });
    expect([...watches.visits.ids.keys()]).toEqual(['kiosk', 'store']);
    const near = { transition: 'approach/300m', metres: 300 };
    expect(watches.rings).toEqual({
      tags: new Map([['store', [{ transition: 'approach/300s', seconds: 300 }]]]),
      ids: new Map([
        ['kiosk', [near]],
        ['store', [near]],
      ]),
      ofIds: [near],
    });
  });
});

describe('triggers on movements', () => {
  test('a first visit, and the third this month, by the customer’s calendar', () => {
    const life = new Life(
      triggerOf('first', { on: { 'first-visit': { places: { tag: 'store' } } }, when: { 'visits.isFirst': true } }),
      triggerOf('third', { on: { enter: { places: { tag: 'store' } } }, when: { 'visits.thisMonth': 3 } }),
      triggerOf('again', {
        on: { enter: { places: { tag: 'store' } } },
        when: { 'visits.last.2d': { 'at-least': 2 } },
      }),
    );
    // 12 November; three weeks later it is December.
    const seen = [0, 1, 2, 3, 21, 22].flatMap((day) => {
      const matched = life.at(T + day * DAY, 0);
      life.at(T + day * DAY + HOUR, 5_000);
      return [matched];
    });
    expect(seen).toEqual([['first'], ['again'], ['again', 'third'], ['again'], [], ['again']]);
  });

  test('a customer who was long away, when they come near and when they come in', () => {
    const life = new Life(
      triggerOf('near', {
        on: { approach: { places: { id: 'store' }, within: 300 } },
        when: { 'visits.daysSincePrevious': { 'at-least': 90 } },
      }),
      triggerOf('back', {
        on: { enter: { places: { id: 'store' } } },
        when: { 'visits.awaySeconds': { above: 86_400 * 90 } },
      }),
      triggerOf('dated', {
        on: { enter: { places: { id: 'store' } } },
        when: { 'visits.previousAt': { 'older-than': '90d' } },
      }),
    );
    const visit = (day: number) => [900, 350, 0, 5_000].flatMap((east, i) => life.at(T + day * DAY + i * HOUR, east));
    expect([visit(0), visit(10), visit(110)]).toEqual([[], [], ['near', 'back', 'dated']]);
  });

  test('visits are unknown where nobody counts them', () => {
    const read = (moment: Moment) =>
      ['count', 'isFirst', 'thisMonth', 'last.7d', 'last.soon', 'previousAt', 'daysSincePrevious', 'awaySeconds'].map(
        (name) => vocabulary.resolve(`visits.${name}`)?.read(moment),
      );
    const none = Array.from({ length: 8 }, () => undefined);
    expect(read(momentWith(emptyState('c1'), { place: store }))).toEqual(none);
    expect(read(momentWith(emptyState('c1')))).toEqual(none);
  });

  test('confirmed by a second fix', () => {
    const life = new Life(triggerOf('sure', { on: { enter: { places: 'any', confirm: 2 } } }));
    expect([life.at(T, 0), life.at(T + 10_000, 3), life.at(T + 20_000, 0)]).toEqual([[], ['sure'], []]);
  });
});

test('the nearest place with a tag is known while the position is, with what is known of the place', () => {
  const state = emptyState('c1');
  for (const [name, v] of Object.entries({ lat: 52.5, lon: 13.403 })) {
    state.values[`location.${name}`] = { v, at: T, until: T + 60_000, source: 'location' };
  }
  const moment = momentWith(state, { places: index });
  const read = (name: string, of = moment) => vocabulary.resolve(`nearest.${name}`)?.read(of);
  expect(Math.round(read('metres.store') as number)).toBe(103);
  expect(Math.round(read('metres.kiosk') as number)).toBe(1_030);
  expect([read('id.store'), read('name.kiosk'), read('open.store'), read('open.kiosk')]).toEqual([
    'store',
    'kiosk',
    true,
    undefined,
  ]);
  expect([read('attributes.store.parking'), read('attributes.store.none'), read('attributes.store')]).toEqual([
    40,
    undefined,
    undefined,
  ]);
  expect(read('metres.park')).toBeUndefined();
  expect(read('metres.store', { ...moment, at: T + 60_001 })).toBeUndefined();
  expect(read('metres.store', momentWith(state))).toBeUndefined();
});

describe('publishing', () => {
  const problemsOf = (on: object) => {
    const parsed = parseTrigger('t', { name: 't', message, on }, vocabulary, {
      places: new Set(['store']),
      tags: new Set(['store']),
    });
    return 'problems' in parsed ? parsed.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
  };

  test('a place or tag that nobody has is refused, whatever the movement', () => {
    const places = { tag: 'stor' };
    for (const on of [
      { approach: { places, within: 300 } },
      { 'first-visit': { places } },
      { enter: { places, confirm: 2 } },
    ]) {
      expect(problemsOf(on)).toEqual([expect.stringContaining("the nearest to 'stor' is 'store'")]);
    }
  });

  test('distances, times and numbers of fixes have bounds', () => {
    const places = { id: 'store' };
    expect(problemsOf({ approach: { places, within: 300 } })).toEqual([]);
    for (const within of [5, 333, 20_000, '5s', '2h', 'near']) {
      expect(problemsOf({ approach: { places, within } })[0]).toMatch(/^on\.approach\.within: metres from 10 to 10000/);
    }
    expect(problemsOf({ enter: { places, confirm: 6 } })[0]).toMatch(/^on\.enter\.confirm: how many fixes/);
  });
});
