import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAt, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { createAdvance } from '../hearing/advance.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadSignalKinds } from '../vocabulary/signal-kinds.ts';
import type { NearRing, Place, PlacesIndex, Position, Watches } from './contract.ts';
import { NO_WATCHES } from './fences.ts';
import { buildPlacesIndex } from './places-index.ts';

const SECOND = 1_000;
const HERE = { lat: 52.5, lon: 13.4 };
const advance = createAdvance(await loadSignalKinds());

const from = ({ lat, lon }: Position, east: number, north = 0): Position => ({
  lat: lat + north / 111_195,
  lon: lon + east / (111_195 * Math.cos((lat * Math.PI) / 180)),
});
/** A circle of 100 m. */
const store = placeAt('store', HERE.lat, HERE.lon);
const metres = (size: number): NearRing => ({ transition: `approach/${size}m`, metres: size });
const seconds = (size: number): NearRing => ({ transition: `approach/${size}s`, seconds: size });
const around = (tag: string, ...rings: NearRing[]): Watches => ({
  ...NO_WATCHES,
  rings: { tags: new Map([[tag, rings]]), ids: new Map(), ofIds: [] },
});

/** Somebody whose phone tells every ten seconds how far east of the middle of the store they are. */
class Walk {
  readonly state: CustomerState = emptyState('c1');
  watches: Watches;
  index: PlacesIndex;
  at = T;

  constructor(watches: Watches, places: readonly Place[] = [store]) {
    this.watches = watches;
    this.index = buildPlacesIndex(places);
  }

  /** `speed` is what the phone says of it. */
  to(east: number, { accuracy = 5, speed = -1, after = 10 * SECOND } = {}): string {
    this.at += after;
    const value = { ...from(HERE, east), accuracyMetres: accuracy, speedMetresPerSecond: speed };
    const signal = signalOf('location', value, { id: `at-${this.at}`, at: this.at });
    const advanced = advance(this.state, signal, this.index, T, this.watches);
    if (advanced.repeat) throw new Error('no fix comes twice');
    return advanced.stimuli.flatMap((s) => ('place' in s ? [('as' in s && s.as) || s.type] : [])).join(' ');
  }

  walk(...easts: readonly number[]): readonly string[] {
    return easts.map((east) => this.to(east));
  }
}

describe('a ring of metres', () => {
  test('is crossed once, and again only from half as far again', () => {
    const walk = new Walk(around('store', metres(300)));
    // The edge is at 100 m: the ring at 400 m, and armed again past 550 m.
    expect(walk.walk(600, 420, 390, 350)).toEqual(['', '', 'approach/300m', '']);
    expect(walk.walk(410, 390, 540, 390), 'jitter and a walk round the block').toEqual(['', '', '', '']);
    expect(walk.walk(560, 450, 390)).toEqual(['', '', 'approach/300m']);
    expect(walk.state.movement?.near).toEqual({ 'approach/300m': { store: 450 } });
    walk.to(900);
    expect(walk.state.movement?.near).toBeUndefined();
  });

  test('is not crossed by who was first seen in it, comes out of the place, or is in it', () => {
    expect(new Walk(around('store', metres(300))).walk(350, 300, 250)).toEqual(['', '', '']);
    expect(new Walk(around('store', metres(300))).walk(600, 0, 200, 300)).toEqual(['', 'enter', 'exit', '']);
    const late = new Walk(NO_WATCHES);
    late.walk(600, 350);
    late.watches = around('store', metres(300));
    expect(late.walk(340, 330), 'the trigger came later').toEqual(['', '']);
  });

  test('a fix coarser than it says nothing about it', () => {
    const walk = new Walk(around('store', metres(300)));
    expect([walk.to(600), walk.to(380, { accuracy: 301 })]).toEqual(['', '']);
    expect(walk.state.movement?.near).toBeUndefined();
  });

  test('an impossible jump crosses nothing, and a fix out of order neither', () => {
    const walk = new Walk(around('store', metres(300)));
    expect([walk.to(9_000), walk.to(350), walk.to(9_000)]).toEqual(['', '', '']);
    expect([walk.to(8_500, { after: 10 * SECOND }), walk.to(350, { after: -5 * SECOND })]).toEqual(['', '']);
  });

  test('several rings of one place are crossed one by one', () => {
    const walk = new Walk(around('store', metres(100), metres(300)));
    expect(walk.walk(600, 350, 250, 150)).toEqual(['', 'approach/300m', '', 'approach/100m']);
  });

  test('a place that is over or gone has none', () => {
    const over = { ...store, validTo: T };
    expect(new Walk(around('store', metres(300)), [over]).walk(600, 350)).toEqual(['', '']);
    const walk = new Walk(around('store', metres(300)));
    walk.walk(600, 350);
    walk.index = buildPlacesIndex([]);
    walk.to(340);
    expect(walk.state.movement?.near).toBeUndefined();
  });

  test('places by id, by tag and any place are watched each by their own rings, and one ring is one crossing', () => {
    const other = placeAt('other', 52.5, 13.4, { tags: ['kiosk'] });
    const watches: Watches = {
      ...NO_WATCHES,
      rings: {
        all: [metres(200)],
        tags: new Map([['kiosk', [metres(300)]]]),
        ids: new Map([['store', [metres(300), metres(100)]]]),
        ofIds: [metres(300), metres(100)],
      },
    };
    const walk = new Walk(watches, [store, other]);
    expect(walk.walk(600, 390)).toEqual(['', 'approach/300m approach/300m']);
    expect(walk.walk(290, 190)).toEqual(['approach/200m approach/200m', 'approach/100m']);
  });
});

describe('a ring of seconds', () => {
  test('reaches as far as the customer gets at the speed that the phone tells', () => {
    const walk = new Walk(around('store', seconds(60)));
    // 10 m a second: 600 m from the edge.
    expect([800, 705, 640].map((east) => walk.to(east, { speed: 10 }))).toEqual(['', '', 'approach/60s']);
    expect(walk.to(560, { speed: 10 })).toBe('');
  });

  test('without that it goes by the last two fixes', () => {
    expect(new Walk(around('store', seconds(60))).walk(900, 800, 690, 600)).toEqual(['', '', 'approach/60s', '']);
    expect(new Walk(around('store', seconds(60))).walk(300, 300, 300), 'standing').toEqual(['', '', '']);
  });

  test('is not crossed by who passes or goes away', () => {
    const away = new Walk(around('store', seconds(60)));
    expect(away.walk(200, 300, 400)).toEqual(['', '', '']);
    const past = new Walk(around('store', seconds(60)), [placeAt('store', from(HERE, 0, 400).lat, HERE.lon)]);
    expect([-50, 0, 50].map((east) => past.to(east, { speed: 10 }))).toEqual(['', '', '']);
  });

  test('whoever stops on the way does not cross it again', () => {
    const walk = new Walk(around('store', seconds(60)));
    walk.to(800, { speed: 10 });
    expect([690, 690, 690, 600].map((east) => walk.to(east, { speed: east === 690 ? 0 : 10 })).join('')).toBe(
      'approach/60s',
    );
  });
});

test('whatever way somebody goes, between two crossings of a ring of metres they were half as far again from it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 60 }), (easts) => {
      const walk = new Walk(around('store', metres(300)));
      let farthest = Number.POSITIVE_INFINITY;
      let last = Number.NaN;
      for (const east of easts) {
        const isCrossed = walk.to(east, { after: 60 * SECOND }).includes('approach/300m');
        const edge = Math.max(0, Math.abs(east) - 100);
        if (isCrossed) {
          expect(farthest).toBeGreaterThan(449);
          expect([edge <= 301, last > 299, Math.abs(east) >= 100]).toEqual([true, true, true]);
          farthest = 0;
        }
        farthest = Math.max(farthest, edge);
        last = edge;
      }
    }),
  );
});
