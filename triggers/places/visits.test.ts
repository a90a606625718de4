import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { mergeInto, pointTo } from '../hearing/merge.ts';
import { emptyState } from '../state/empty-state.ts';
import { moveTo, NO_WATCHES } from './fences.ts';
import { buildPlacesIndex } from './places-index.ts';
import { beginVisit, endVisit, MOST_BEGUN, MOST_VISITED_PLACES } from './visits.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const minutes = (at: number) => Math.floor(at / MINUTE);

describe('counting visits', () => {
  test('each is one, and coming back within half an hour is none', () => {
    const state = emptyState('c1');
    expect(beginVisit(state, 'store', T)).toBe(true);
    endVisit(state, 'store', T + HOUR);
    expect(beginVisit(state, 'store', T + HOUR + 29 * MINUTE)).toBe(false);
    expect(state.visits?.store?.count).toBe(1);
    endVisit(state, 'store', T + 2 * HOUR);
    expect(beginVisit(state, 'store', T + 2 * HOUR + 30 * MINUTE)).toBe(false);
    expect(state.visits?.store).toEqual({
      count: 2,
      first: minutes(T),
      begun: [minutes(T), minutes(T + 2 * HOUR + 30 * MINUTE)],
      leftAt: T + 2 * HOUR,
    });
  });

  test('only of places that somebody asks about, on the way in and out', () => {
    const index = buildPlacesIndex([placeAt('store', 1, 1), placeAt('home', 1, 1, { tags: [] })]);
    const watches = { ...NO_WATCHES, visits: { tags: new Map([['store', true as const]]), ids: new Map() } };
    const state = emptyState('c1');
    const said = (lat: number, at: number) =>
      moveTo(state, { lat, lon: 1 }, at, index, watches).map((s) => ('as' in s ? s.as : s.type));
    expect(said(1, T)).toEqual(['enter', 'enter', 'first-visit']);
    expect(said(2, T + HOUR)).toEqual(['exit', 'exit']);
    expect(said(1, T + 3 * HOUR)).toEqual(['enter', 'enter']);
    expect(state.visits).toEqual({
      store: { count: 2, first: minutes(T), begun: [minutes(T), minutes(T + 3 * HOUR)], leftAt: T + HOUR },
    });
  });

  test('what is remembered is bounded: the last visits, and the places visited last', () => {
    const state = emptyState('c1');
    for (let i = 0; i < 100; i++) beginVisit(state, 'store', T + i * HOUR);
    expect(state.visits?.store?.count).toBe(100);
    expect(state.visits?.store?.begun).toHaveLength(MOST_BEGUN);
    for (let i = 0; i < 100; i++) beginVisit(state, `place-${i}`, T + (200 + i) * HOUR);
    expect(Object.keys(state.visits!)).toHaveLength(MOST_VISITED_PLACES);
    expect(state.visits).not.toHaveProperty('store');
    expect(state.visits).toHaveProperty('place-99');
  });
});

describe('visits of a customer who turns out to be another', () => {
  const visited = (id: string, ...hours: readonly number[]) => {
    const state = emptyState(id);
    for (const hour of [...hours].sort((a, b) => a - b)) {
      beginVisit(state, 'store', T + hour * HOUR);
      endVisit(state, 'store', T + hour * HOUR + MINUTE);
    }
    return state;
  };

  test('are added up, and what is left of the other has none', () => {
    const known = visited('known', 0, 48);
    mergeInto(known, visited('anon', 24));
    expect(known.visits?.store).toMatchObject({
      count: 3,
      begun: [0, 24, 48].map((hour) => minutes(T + hour * HOUR)),
      leftAt: T + 48 * HOUR + MINUTE,
    });
    expect(pointTo(visited('anon', 24), 'known').visits).toBeUndefined();
  });

  test('are added up once, however often the two are merged', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 45 });
    fc.assert(
      fc.property(hours, hours, (mine, theirs) => {
        const known = visited('known', ...mine);
        const anonymous = visited('anon', ...theirs);
        mergeInto(known, anonymous);
        const once = structuredClone(known);
        mergeInto(known, anonymous);
        expect(known).toEqual(once);
        const all = new Set([...mine, ...theirs]).size;
        if (mine.length <= MOST_BEGUN && theirs.length <= MOST_BEGUN) expect(once.visits?.store?.count ?? 0).toBe(all);
        expect(once.visits?.store?.count ?? 0).toBeLessThanOrEqual(all);
        expect(once.visits?.store?.count ?? 0).toBeGreaterThanOrEqual(Math.max(mine.length, theirs.length));
      }),
    );
  });
});
