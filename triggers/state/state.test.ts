import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepNotes } from '../../test/support/journal.ts';
import { createWilling, FAR_AWAY, placeAt, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { shortHash } from '../hash.ts';
import { createAdvance } from '../hearing/advance.ts';
import { mergeInto, pointTo } from '../hearing/merge.ts';
import type { Place, PlacesIndex } from '../places/contract.ts';
import { NO_WATCHES } from '../places/fences.ts';
import type { SignalKind } from '../signals/contract.ts';
import { groupsOf, loadSignalKinds } from '../vocabulary/signal-kinds.ts';
import type { CustomerState } from './contract.ts';
import { emptyState } from './empty-state.ts';
import { release, reserve } from './reservations.ts';
import { isInDoubt, MOST_SEEN_SIGNALS, remember, SEEN_SIGNALS } from './seen.ts';

const kinds: ReadonlyMap<string, SignalKind> = await loadSignalKinds();
const advance = createAdvance(kinds);

/** An index of which every place holds exactly the latitudes given. */
function indexOf(...pairs: readonly (readonly [Place, (lat: number) => boolean])[]): PlacesIndex {
  return {
    places: new Map(pairs.map(([place]) => [place.id, place])),
    holding: ({ lat }) => pairs.filter(([, holds]) => holds(lat)).map(([place]) => place),
    ...FAR_AWAY,
  };
}

const store = placeAt('store', 1, 1);
const mall = placeAt('mall', 1, 1, { tags: ['mall'] });
const places = indexOf([store, (lat) => lat >= 1 && lat < 2], [mall, (lat) => lat >= 1 && lat < 3]);
const fix = (id: string, lat: number, at: number) => signalOf('location', { lat, lon: 1 }, { id, at });
const said = (advanced: ReturnType<typeof advance>) =>
  advanced.repeat
    ? 'repeat'
    : advanced.stimuli.map((s) => ('place' in s ? `${s.type} ${s.place.id}` : s.type)).join(', ');

describe('advance', () => {
  test('enters and leaves places once, on newer fixes only', () => {
    const state = emptyState('c1');
    expect(said(advance(state, fix('a', 0, T), places, T))).toBe('signal');
    expect(said(advance(state, fix('b', 1, T + 10_000), places, T))).toBe('signal, enter store, enter mall');
    expect(said(advance(state, fix('c', 1.5, T + 20_000), places, T))).toBe('signal');
    expect(said(advance(state, fix('d', 2.5, T + 30_000), places, T))).toBe('signal, exit store');
    expect(said(advance(state, fix('e', 1.5, T + 25_000), places, T)), 'out of order').toBe('signal');
    expect(Object.keys(state.inside)).toEqual(['mall']);
    expect(state.values['location.lat']).toMatchObject({ v: 2.5, at: T + 30_000 });
  });

  test('an exit tells how long the customer was inside', () => {
    const state = emptyState('c1');
    advance(state, fix('a', 1, T), places, T);
    const left = advance(state, fix('b', 2, T + 60_000), places, T);
    expect(left).toMatchObject({ stimuli: [{ type: 'signal' }, { type: 'exit', insideMs: 60_000 }] });
  });

  test('a repeat changes nothing', () => {
    const state = emptyState('c1');
    advance(state, fix('a', 1, T), places, T);
    const before = structuredClone(state);
    expect(said(advance(state, fix('a', 1, T), places, T))).toBe('repeat');
    expect(state).toEqual(before);
  });

  test('a late signal updates what is known and wakes nothing', () => {
    const state = emptyState('c1');
    const advanced = advance(state, fix('a', 1, T - 3_600_000), places, T);
    expect(advanced).toMatchObject({ late: true, stimuli: [] });
    expect(state.inside.store).toBeDefined();
  });

  test('the first fix on time that finds them still there tells of an entering that came too late, once', () => {
    const state = emptyState('c1');
    advance(state, fix('a', 0, T - 3_700_000), places, T);
    for (const ago of [3_600_000, 1_800_000, 960_000]) {
      expect(said(advance(state, fix(`late ${ago}`, 1, T - ago), places, T))).toBe('');
    }
    // What cannot tell, and what has left the store, tells of it no more.
    const coarse = { lat: 1, lon: 1, accuracyMetres: 400 };
    const cannotTell = signalOf('location', coarse, { id: 'coarse', at: T - 1_000 });
    const nearEdges = { ...places, metresToEdge: () => 10 };
    expect(said(advance(state, cannotTell, nearEdges, T))).toBe('signal');
    expect(said(advance(state, fix('b', 1, T), places, T))).toBe('signal, enter store, enter mall');
    expect(state.inside.store, 'since they came, not since it was told').toEqual({ since: T - 3_600_000 });
    expect(said(advance(state, fix('c', 1, T + 1_000), places, T + 1_000))).toBe('signal');
  });

  test('what was told of late is told by the names that it has on time', () => {
    const visits = { all: true as const, tags: new Map(), ids: new Map() };
    const watches = { ...NO_WATCHES, visits };
    const state = emptyState('c1');
    const named = (advanced: ReturnType<typeof advance>) =>
      advanced.repeat ? [] : advanced.stimuli.map((s) => ('as' in s ? s.as : s.type));
    expect(named(advance(state, fix('late', 1, T - 3_600_000), places, T, watches))).toEqual([]);
    expect(named(advance(state, fix('now', 1, T), places, T, watches))).toEqual([
      'signal',
      ...['enter', 'first-visit'],
      ...['enter', 'first-visit'],
    ]);
  });

  test('who came in late and left again entered nothing, and what is entered late twice is told once', () => {
    const state = emptyState('c1');
    for (const [minutesAgo, lat] of [
      [60, 1],
      [50, 2.5],
      [40, 1],
      [30, 2.5],
    ] as const) {
      advance(state, fix(`late ${minutesAgo}`, lat, T - minutesAgo * 60_000), places, T);
    }
    expect(said(advance(state, fix('now', 2.5, T), places, T))).toBe('signal, enter mall');
  });

  test('a place that is no longer defined is left without a word', () => {
    const state = emptyState('c1');
    advance(state, fix('a', 1, T), places, T);
    expect(said(advance(state, fix('b', 1, T + 1_000), indexOf([mall, () => true]), T))).toBe('signal');
    expect(Object.keys(state.inside)).toEqual(['mall']);
  });

  test('values are newest-wins one by one, whatever order signals come in', () => {
    const battery = (at: number, level: number) => signalOf('device', { battery: level }, { id: `b${at}`, at });
    const form = signalOf('device', { form: 'phone' }, { id: 'f', at: T + 1 });
    fc.assert(
      fc.property(fc.shuffledSubarray([battery(T + 3, 30), battery(T + 2, 20), form], { minLength: 3 }), (signals) => {
        const state = emptyState('c1');
        for (const signal of signals) advance(state, signal, places, T);
        expect(state.values['device.battery']?.v).toBe(30);
        expect(state.values['device.form']?.v).toBe('phone');
      }),
    );
  });
});

describe('remembering ids', () => {
  test('a repeat is known among the last signals, and what is older than all of them is too old to tell', () => {
    const state = emptyState('c1');
    for (let i = 0; i < 100; i++) expect(remember(state, `id-${i}`, T + i * 1_000)).toBe('new');
    expect(remember(state, `id-${100 - SEEN_SIGNALS}`, T + (100 - SEEN_SIGNALS) * 1_000)).toBe('repeat');
    expect(remember(state, 'id-0', T)).toBe('too-old');
    expect(state.seen?.count).toBeLessThan(78);
  });

  test('the journal is told of each signal that is remembered and of each that is forgotten, and knows those until it is cleared', () => {
    const state = emptyState('c1');
    const notes = keepNotes();
    for (let i = 0; i < 100; i++) remember(state, `id-${i}`, T + i * 1_000, notes);
    const kept = state.seen?.count ?? 0;
    expect(notes.remembered).toBe(100);
    expect(notes.forgotten).toEqual(Array.from({ length: 100 - kept }, (_, i) => shortHash(`id-${i}`)));
    expect(kept).toBeLessThan(SEEN_SIGNALS + 16);
    for (let i = 0; i < 100; i++) expect(remember(state, `id-${i}`, T + i * 1_000, notes)).toBe('repeat');
    expect(notes.remembered).toBe(100);
  });

  test('in doubt is what may have been forgotten: not what is remembered, nor what has a time of its own that is newer', () => {
    const state = emptyState('c1');
    remember(state, 'id-0', T);
    expect(isInDoubt(state, 'other', T, false)).toBe(false);
    for (let i = 1; i < 100; i++) remember(state, `id-${i}`, T + i * 1_000);
    expect(isInDoubt(state, 'id-99', T + 99_000, false)).toBe(false);
    expect(isInDoubt(state, 'id-0', T, true)).toBe(true);
    expect(isInDoubt(state, 'id-0', T + 200_000, false)).toBe(true);
    expect(isInDoubt(state, 'next', T + 200_000, true)).toBe(false);
  });

  test('signals of one second never count as too old, and each of them is recognised while it lasts', () => {
    const state = emptyState('c1');
    for (let i = 0; i < 500; i++) expect(remember(state, `id-${i}`, T)).toBe('new');
    for (let i = 0; i < 500; i++) expect(remember(state, `id-${i}`, T)).toBe('repeat');
    expect(remember(state, 'next', T + 1_000)).toBe('new');
    expect(state.seen?.count).toBeLessThan(78);
    expect(remember(state, 'id-0', T), 'forgotten, and not taken for news').toBe('too-old');
  });

  test('it stays bounded however many signals a second has', () => {
    const state = emptyState('c1');
    for (let i = 0; i < 3_000; i++) remember(state, `id-${i}`, T);
    expect(state.seen?.count).toBe(MOST_SEEN_SIGNALS);
    for (let i = 0; i < 3_000; i++) expect(remember(state, `id-${i}`, T)).not.toBe('new');
  });
});

describe('reservations', () => {
  test('released, they count no more and the cooldown goes back to the message before', () => {
    const state = emptyState('c1');
    const one = { id: 'd1', at: T, trigger: 'a', channel: 'email', purpose: 'offers' };
    reserve(state, one, []);
    reserve(state, { ...one, id: 'd2', at: T + 5 }, []);
    release(state, 'd2');
    expect(state.fired).toEqual({ a: T });
    release(state, 'd1');
    release(state, 'never');
    expect(state).toMatchObject({ fired: {}, reservations: [] });
  });

  test('are forgotten when no window reaches them', () => {
    const state = emptyState('c1');
    const one = { id: 'd1', at: T, trigger: 'a', channel: 'email', purpose: 'offers' };
    reserve(state, one, []);
    reserve(state, { ...one, id: 'd2', at: T + 8 * 86_400_000 }, []);
    expect(state.reservations.map((r) => r.id)).toEqual(['d2']);
  });
});

describe('merging', () => {
  const anonymous = () => {
    const state = createWilling('anon');
    advance(state, fix('a', 1, T), places, T);
    advance(state, signalOf('cart', { id: 'k', value: 10 }, { id: 'k', at: T + 5 }), places, T);
    reserve(state, { id: 'd1', at: T, trigger: 'a', channel: 'email', purpose: 'offers' }, []);
    return state;
  };

  test('takes over what is newer and keeps what is newer here', () => {
    const known = emptyState('known');
    advance(known, signalOf('cart', { id: 'mine', value: 3 }, { id: 'm', at: T + 9 }), places, T);
    mergeInto(known, anonymous());
    expect(known.values['cart.id']?.v).toBe('mine');
    expect(known.inside.store).toBeDefined();
    expect(known).toMatchObject({ aliases: ['anon'], fired: { a: T }, positionAt: T });
  });

  test('goes on from where the newer fix was, with what was in doubt there', () => {
    const doubtful = () => {
      const state = emptyState('anon');
      state.positionAt = T + 5;
      state.movement = { entering: { mall: T + 5 } };
      return state;
    };
    const known = emptyState('known');
    known.positionAt = T;
    known.movement = { suspect: { lat: 1, lon: 1, accuracyMetres: 5, at: T } };
    mergeInto(known, doubtful());
    expect(known.movement).toEqual({ entering: { mall: T + 5 } });
    const later = { ...emptyState('later'), positionAt: T + 9 };
    mergeInto(later, doubtful());
    expect(later.movement).toBeUndefined();
    expect(pointTo(doubtful(), 'known').movement).toBeUndefined();
  });

  describe('of what belongs together', () => {
    const together = groupsOf(kinds);
    const said = (
      id: string,
      signals: readonly (readonly [kind: string, value: Record<string, unknown>, at: number])[],
    ) => {
      const state = emptyState(id);
      for (const [i, [kind, value, at]] of signals.entries()) {
        advance(state, signalOf(kind, value, { id: `${id}-${i}`, at: T + at }), places, T + at);
      }
      return state;
    };
    const merge = (known: CustomerState, other: CustomerState) => {
      mergeInto(known, other, undefined, together);
      return Object.fromEntries(Object.entries(known.values).map(([field, { v }]) => [field, v]));
    };
    const sofa = { id: 'c-known', items: [{ sku: 'sofa', price: 499 }], currency: 'USD', stage: 'payment' };
    const socks = { id: 'c-anon', items: [{ sku: 'socks', price: 5 }] };

    test('the newer cart is taken whole, with nothing of the other', () => {
      const cart = merge(said('known', [['cart', sofa, 0]]), said('anon', [['cart', socks, 5]]));
      expect(cart).toEqual({ 'cart.id': 'c-anon', 'cart.items': socks.items, 'cart.itemCount': 1, 'cart.value': 5 });
    });

    test('an older one adds nothing to it, however often it comes', () => {
      const known = said('known', [['cart', socks, 5]]);
      for (let i = 0; i < 2; i++) {
        expect(merge(known, said('anon', [['cart', sofa, 0]]))).not.toHaveProperty(['cart.currency']);
      }
    });

    test('a position keeps no speed, an address no street, a reply no text of the other', () => {
      const known = said('known', [
        ['location', { lat: 1, lon: 1, speedMetresPerSecond: 9, source: 'gps' }, 0],
        ['identify', { traits: { street: '1 Main St', city: 'Reno', plan: 'pro' } }, 0],
        ['message', { delivery: 'd1', state: 'replied', text: 'yes' }, 0],
      ]);
      const other = said('anon', [
        ['location', { lat: 2, lon: 2 }, 5],
        ['identify', { traits: { city: 'Graz' } }, 5],
        ['message', { delivery: 'd2', state: 'replied' }, 5],
      ]);
      expect(merge(known, other)).toEqual({
        'location.lat': 2,
        'location.lon': 2,
        'customer.city': 'Graz',
        'customer.plan': 'pro',
        'message.lastReplied': 'd2',
        'message.lastChoice': '',
      });
    });

    test('a device is one device; the language and the zone are its holder’s', () => {
      const known = said('known', [['device', { form: 'tablet', os: 'ios', battery: 80, zone: 'Europe/Vienna' }, 0]]);
      const other = said('anon', [['device', { form: 'phone', locale: 'de' }, 5]]);
      expect(merge(known, other)).toEqual({
        'device.form': 'phone',
        'device.locale': 'de',
        'device.zone': 'Europe/Vienna',
      });
    });

    test('what is remembered of a value goes with it', () => {
      const known = said('known', [['cart', sofa, 0]]);
      known.marks = { 'cart.stage since': [T, 1], 'cart.id since': [T, 1], 'device.os since': [T, 0] };
      const other = said('anon', [['cart', socks, 5]]);
      other.marks = { 'cart.id since': [T + 5, 0] };
      merge(known, other);
      expect(known.marks).toEqual({ 'cart.id since': [T + 5, 0], 'device.os since': [T, 0] });
      expect(other.marks, 'the other is left as it is').toEqual({ 'cart.id since': [T + 5, 0] });
    });
  });

  test('what the other sent before is recognised', () => {
    const known = emptyState('known');
    remember(known, 'mine', T + 1_000);
    mergeInto(known, anonymous());
    for (const id of ['a', 'k', 'mine']) expect(remember(known, id, T)).toBe('repeat');
    expect(remember(known, 'news', T)).toBe('new');
  });

  test('a signal of the merged away customer is known when it comes again', () => {
    const known = emptyState('known');
    mergeInto(known, anonymous());
    expect(remember(known, 'a', T)).toBe('repeat');
    expect(remember(known, 'new', T)).toBe('new');
  });

  test('doing it again changes nothing, and what is left is a pointer', () => {
    const known = emptyState('known');
    mergeInto(known, anonymous());
    const once = structuredClone(known);
    mergeInto(known, anonymous());
    expect(known).toEqual(once);
    expect(pointTo(anonymous(), 'known')).toMatchObject({ mergedInto: 'known', values: {}, timers: {} });
  });
});
