import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { runOf } from '../../test/support/waker-run.ts';
import { mergeInto } from '../hearing/merge.ts';
import { rewind } from '../hearing/rewind.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { takeDue } from '../state/timers.ts';
import { endSilence, type HeardBeacon, hearBeacon } from './beacons.ts';
import type { PlacesIndex } from './contract.ts';
import { moveTo, NO_WATCHES } from './fences.ts';
import { parsePlaces } from './parse-places.ts';
import { buildPlacesIndex } from './places-index.ts';

const UUID = 'F7826DA6-4FA2-4E98-8024-BC5B71E0893E';
const DOOR = `ibeacon:${UUID}:100:7`;
const SHELF = `ibeacon:${UUID}:100:8`;

function read(id: string, more: object, geometry: unknown = { type: 'Point', coordinates: [13.4, 52.5] }) {
  const feature = { type: 'Feature', properties: { id, tags: ['store'], ...more }, geometry };
  return parsePlaces('places/x.yaml', feature, () => 'Europe/Berlin');
}
const placeWith = (id: string, more: object) => read(id, more).places[0]!;
const store = placeWith('store', { beacons: [`ibeacon:${UUID}:100`] });
const shelf = placeWith('shelf', { beacons: [SHELF], rssiAtLeast: -70, silentSeconds: 10 });
const index = buildPlacesIndex([store, shelf]);

/** A customer, and what is told as they hear beacons. */
function walker(places: PlacesIndex = index, state: CustomerState = emptyState('c1')) {
  const told: string[] = [];
  const note = (seconds: number, stimuli: readonly { readonly type: string }[]) => {
    for (const one of stimuli as readonly { type: string; place: { id: string }; as?: string }[])
      if (!one.as) told.push(`${seconds} ${one.type} ${one.place.id}`);
  };
  const tick = (seconds: number): void => {
    for (let timer = takeDue(state, T + seconds * 1_000); timer; timer = takeDue(state, T + seconds * 1_000))
      note((timer.dueAt - T) / 1_000, endSilence(state, timer, places));
  };
  const hear = (seconds: number, heard: HeardBeacon): void => {
    tick(seconds);
    note(seconds, hearBeacon(state, heard, T + seconds * 1_000, places, NO_WATCHES));
  };
  return { state, told, tick, hear };
}

describe('a place with beacons', () => {
  test('is written with names of beacons in place of a size', () => {
    expect(store).toMatchObject({
      shape: { type: 'point', centre: { lat: 52.5, lon: 13.4 } },
      beacons: { names: [`ibeacon:${UUID.toLowerCase()}:100`], silentMs: 60_000 },
      zone: 'Europe/Berlin',
    });
    expect(shelf.beacons).toEqual({ names: [SHELF.toLowerCase()], rssiAtLeast: -70, silentMs: 10_000 });
  });

  test.each([
    ['a size beside them', { beacons: [DOOR], radiusMetres: 50 }, undefined, 'properties.beacons'],
    [
      'a line',
      { beacons: [DOOR] },
      {
        type: 'LineString',
        coordinates: [
          [1, 1],
          [2, 2],
        ],
      },
      'properties.beacons',
    ],
    ['none', { beacons: [] }, undefined, 'properties.beacons'],
    ['what is no beacon', { beacons: ['door'] }, undefined, 'properties.beacons[0]'],
    ['a number too large', { beacons: [`ibeacon:${UUID}:65536`] }, undefined, 'properties.beacons[0]'],
    ['a strength that cannot be', { beacons: [DOOR], rssiAtLeast: -500 }, undefined, 'properties.rssiAtLeast'],
    ['a silence without beacons', { radiusMetres: 50, silentSeconds: 30 }, undefined, 'properties.silentSeconds'],
  ])('is refused with %s', (_, more, geometry, path) => {
    expect(read('x', more, geometry).problems.map((problem) => problem.path)).toContain(path);
  });

  test('holds no position, is near none, and is left by none', () => {
    const at = { lat: 52.5, lon: 13.4 };
    expect(index.holding(at, T)).toEqual([]);
    expect(index.nearest(at, 'store', 1_000)).toBeUndefined();
    expect(index.metresTo(store, at)).toBe(Number.POSITIVE_INFINITY);
    const { state, hear } = walker();
    hear(0, { beacon: DOOR });
    expect(moveTo(state, { lat: 10, lon: 10, accuracyMetres: 5 }, T + 1_000, index)).toEqual([]);
    expect(state.inside).toHaveProperty('store');
  });
});

describe('hearing a beacon', () => {
  test('enters the place, however its name is spelt; silence leaves it, at its time and once', () => {
    const { told, hear, tick, state } = walker();
    hear(0, { beacon: DOOR.toLowerCase() });
    for (const seconds of [20, 40, 59]) hear(seconds, { beacon: DOOR });
    tick(118);
    expect(told).toEqual(['0 enter store']);
    expect(state.inside.store).toMatchObject({ since: T, seenAt: T + 59_000, beacon: DOOR.toLowerCase() });
    tick(500);
    expect(told).toEqual(['0 enter store', '119 exit store']);
    expect(state.timers).toEqual({});
  });

  test('another beacon of the place goes on with the stay, and only the last one heard can be gone', () => {
    const { told, hear } = walker();
    hear(0, { beacon: DOOR });
    hear(30, { beacon: SHELF });
    hear(31, { beacon: DOOR, gone: true });
    expect(told).toEqual(['0 enter store']);
    hear(40, { beacon: SHELF, gone: true });
    expect(told).toEqual(['0 enter store', '40 exit store']);
  });

  test('goes by an evened strength: one strong reading among weak ones enters nothing, and a weak one does not leave', () => {
    const { told, hear, state } = walker();
    for (const [seconds, rssi] of [-85, -86, -62, -84, -85].entries()) hear(seconds, { beacon: SHELF, rssi });
    expect(told).toEqual(['0 enter store']);
    hear(10, { beacon: SHELF, rssi: -58, readings: 20 });
    expect(told).toContain('10 enter shelf');
    hear(15, { beacon: SHELF, rssi: -95 });
    expect(state.inside.shelf?.seenAt, 'it is as strong as before, but for one').toBe(T + 15_000);
    for (const seconds of [16, 17, 18, 19, 20, 21, 22]) hear(seconds, { beacon: SHELF, rssi: -90, readings: 3 });
    hear(40, { beacon: SHELF, rssi: -90 });
    expect(told.filter((line) => line.includes('exit'))).toEqual(['26 exit shelf']);
  });

  test('without a strength it enters no place that asks for one', () => {
    const { told, hear } = walker();
    hear(0, { beacon: SHELF });
    hear(1, { beacon: SHELF, rssi: 0 });
    expect(told).toEqual(['0 enter store']);
  });

  test('what is not newer moves nothing, and what the silence has ended does not begin again', () => {
    const { told, hear, tick } = walker();
    hear(100, { beacon: DOOR });
    hear(90, { beacon: DOOR, gone: true });
    tick(160);
    hear(150, { beacon: DOOR });
    expect(told).toEqual(['100 enter store', '160 exit store']);
    hear(170, { beacon: DOOR });
    expect(told.at(-1)).toBe('170 enter store');
  });

  test('the state goes through JSON in the middle of a stay, as a restart does', () => {
    const before = walker();
    before.hear(0, { beacon: DOOR });
    before.hear(50, { beacon: DOOR });
    const after = walker(index, JSON.parse(JSON.stringify({ ...before.state, seen: undefined })) as CustomerState);
    after.tick(109);
    expect(after.told).toEqual([]);
    after.tick(110);
    expect(after.told).toEqual(['110 exit store']);
  });

  test('a replay of what came before knows who was there, and lets silence take them out', () => {
    const { state, hear } = walker();
    for (const seconds of [0, 40, 80]) hear(seconds, { beacon: DOOR });
    const replay = walker(index, rewind(state, T + 50_000));
    replay.tick(109);
    expect(replay.told).toEqual([]);
    replay.tick(110);
    expect(replay.told).toEqual(['110 exit store']);
  });

  test('a place that is gone is left without a word; one that got a shape by the next fix', () => {
    const gone = walker();
    gone.hear(0, { beacon: DOOR });
    const none = buildPlacesIndex([shelf], index);
    expect(none.withBeacon([store.beacons!.names[0]!])).toEqual([]);
    expect(endSilence(gone.state, takeDue(gone.state, T + 60_000)!, none)).toEqual([]);
    expect(gone.state.inside).toEqual({});
    const shaped = walker();
    shaped.hear(0, { beacon: DOOR });
    const round = buildPlacesIndex([
      { ...store, shape: { type: 'circle', centre: store.centre, radiusMetres: 50 }, beacons: undefined as never },
    ]);
    const left = moveTo(shaped.state, { lat: 10, lon: 10, accuracyMetres: 5 }, T + 1_000, round);
    expect(left.map(({ type }) => type)).toEqual(['exit']);
  });

  test('who turns out to be another stays in the places whose beacons either hears', () => {
    const [mine, theirs] = [walker(), walker(index, emptyState('anonymous'))];
    mine.hear(0, { beacon: DOOR });
    theirs.hear(10, { beacon: SHELF, rssi: -60 });
    theirs.state.positionAt = T;
    mergeInto(mine.state, theirs.state);
    expect(Object.keys(mine.state.inside).sort()).toEqual(['shelf', 'store']);
    mine.tick(200);
    expect(mine.told).toEqual(['0 enter store', '20 exit shelf', '70 exit store']);
  });

  test('remembers a bounded number of beacons, whatever a device says', () => {
    const many = Array.from({ length: 60 }, (_, i) => `ibeacon:${UUID}:100:${i}`);
    const { hear, state } = walker();
    for (const [i, beacon] of many.entries()) hear(i / 10, { beacon, rssi: -60 });
    expect(Object.keys(state.movement!.heard!).length).toBeLessThanOrEqual(16);
    expect(Object.keys(state.timers)).toHaveLength(2);
    const heard = fc.record(
      {
        beacon: fc.oneof(fc.constantFrom(DOOR, SHELF), fc.string()),
        rssi: fc.double(),
        readings: fc.integer(),
        gone: fc.boolean(),
      },
      { requiredKeys: ['beacon'] },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), heard)), (heard) => {
        const any = walker();
        for (const [seconds, said] of heard) any.hear(seconds, said as HeardBeacon);
        any.tick(100_000);
        expect(Object.keys(any.state.inside)).toEqual([]);
        expect(any.state.timers).toEqual({});
      }),
    );
  });
});

describe('triggers at a place with beacons', () => {
  const hear = (run: ReturnType<typeof runOf>, ...all: readonly number[]) => {
    for (const seconds of all) run.signal(seconds, 'beacon', { beacon: DOOR, rssi: -60 });
  };
  const at = (waker: string, more: object = {}) =>
    runOf({ [waker]: { places: { tag: 'store' }, ...more } }, { places: index });

  test('wake when the customer comes, stays, and was there before', () => {
    for (const [waker, more, seconds] of [
      ['enter', {}, [0]],
      ['enter', { confirm: 2 }, [20]],
      ['first-visit', {}, [0]],
      ['dwell', { for: '50s' }, [50]],
    ] as const) {
      const run = at(waker, more);
      hear(run, 0, 20, 40, 60);
      expect(run.seconds, waker).toEqual(seconds);
      expect(run.woken[0]?.place).toBe('store');
    }
  });
});
