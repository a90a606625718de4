import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeState, encodeState } from '../../engine/context/encoding.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { Place, Position, Shape, TimedFix } from '../../triggers/places/contract.ts';
import { moveTo } from '../../triggers/places/fences.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { placeAt, signalOf, THURSDAY_EVENING as T } from '../support/moments.ts';
import { fenceSlowly } from './fences.ts';

const advance = createAdvance(await loadSignalKinds());

/**
 * A step on the ground from a position; over the antimeridian it comes out on the other side. At a pole, north is along
 * meridian 0.
 */
function moved({ lat, lon }: Position, north: number, east: number): Position {
  if (isPole(lat)) {
    const away = Math.hypot(north, east) / 111_195;
    return { lat: Math.sign(lat) * (90 - away), lon: (Math.atan2(east, north) * 180) / Math.PI };
  }
  const to = lon + east / (111_195 * Math.cos((lat * Math.PI) / 180));
  return { lat: Math.max(-90, Math.min(90, lat + north / 111_195)), lon: to - 360 * Math.round(to / 360) };
}

const isPole = (lat: number) => Math.abs(lat) === 90;

const corner = (centre: Position, north: number, east: number): [number, number] => {
  const { lat, lon } = moved(centre, north, east);
  return [lon, lat];
};
const ringAround = (centre: Position, half: number) => [
  corner(centre, -half, -half),
  corner(centre, -half, half),
  corner(centre, half, half * 0.8),
  corner(centre, half, -half),
  corner(centre, -half, -half),
];

// In a city, on the equator, over the antimeridian, and where meridians draw together.
const centres = [
  { lat: 52.5, lon: 13.4 },
  { lat: 0, lon: 0 },
  { lat: -17, lon: 180 },
  { lat: 60, lon: -180 },
  { lat: 78.2, lon: -179.9999 },
  { lat: 89.9, lon: 40 },
  { lat: -89.9, lon: 180 },
];
const poles = [
  { lat: 90, lon: 0 },
  { lat: -90, lon: 77 },
];
const shape = (centre: Position): fc.Arbitrary<Shape> =>
  fc.oneof(
    fc.constantFrom(10, 50, 120).map((radiusMetres) => ({ type: 'circle', centre, radiusMetres }) as const),
    fc.constantFrom(20, 80).map((widthMetres) => {
      const line = [moved(centre, -150, -90), centre, moved(centre, 200, 0)];
      return { type: 'corridor', line, widthMetres } as const;
    }),
    fc.constantFrom(40, 150).map((half) => ({ type: 'polygon', polygons: [[ringAround(centre, half)]] }) as const),
    fc.constant({
      type: 'polygon',
      polygons: [[ringAround(centre, 200), ringAround(centre, 60).toReversed()]],
    } as const),
  );
// A place at a pole is in a cell of every column: few are enough, and many are slow.
const place = fc
  .oneof({ weight: 12, arbitrary: fc.constantFrom(...centres) }, { weight: 1, arbitrary: fc.constantFrom(...poles) })
  .chain((centre) =>
    fc
      .record({ shape: shape(centre), validTo: fc.option(fc.constant(T + 300_000), { nil: undefined, freq: 5 }) })
      .map(
        ({ shape, validTo }) =>
          placeAt('it', centre.lat, centre.lon, { shape, ...(validTo !== undefined && { validTo }) }) as Place,
      ),
  );

/** Somebody who goes about, with a phone that errs, is late, is silent and now and then quite wrong. */
const step = fc.record({
  afterMs: fc.constantFrom(1_000, 4_000, 5_000, 20_000, 60_000, -15_000),
  north: fc.double({ min: -60, max: 60, noNaN: true }),
  east: fc.double({ min: -60, max: 60, noNaN: true }),
  error: fc.double({ min: -1, max: 1, noNaN: true }),
  accuracyMetres: fc.constantFrom(undefined, 0, 5, 20, 50, 60, 150, 900),
  isWild: fc.integer({ min: 0, max: 12 }).map((n) => n === 0),
  snap: fc.constantFrom('no', 'no', 'no', 'no', 'no', 'no', 'centre', 'meridian'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function trackOf(where: Place, steps: readonly Step[]) {
  let [at, north, east] = [T, 0, -120];
  return steps.map((s): TimedFix => {
    [at, north, east] = [at + s.afterMs, north + s.north, east + s.east + 4];
    const off = s.isWild ? 8_000 : s.error * (s.accuracyMetres ?? 0);
    const position = snapped(where, s, moved(where.centre, north + off, east - off / 2));
    return { ...position, at, ...(s.accuracyMetres !== undefined && { accuracyMetres: s.accuracyMetres }) };
  });
}

/** Where the map has seams: on the meridian of a corner, or on the centre by any of the longitudes that it has. */
function snapped({ centre, shape }: Place, { snap, north, east }: Step, position: Position): Position {
  if (snap === 'meridian' && shape.type === 'polygon') {
    return { ...position, lon: shape.polygons[0]![0]![north > 0 ? 0 : 1]![0] };
  }
  if (snap !== 'centre') return position;
  if (isPole(centre.lat)) return { ...centre, lon: 3 * east };
  return { ...centre, lon: Math.abs(centre.lon) === 180 && east > 0 ? -centre.lon : centre.lon };
}

test('fences do what the slow oracle says on every track that rounding cannot turn, whoever goes on with the state', () => {
  const seen = { enter: 0, exit: 0, passing: 0 };
  fc.assert(
    fc.property(place, fc.array(step, { minLength: 5, maxLength: 40 }), (where, steps) => {
      const track = trackOf(where, steps);
      const slowly = fenceSlowly(where, track);
      fc.pre(slowly.closest > 0.004);
      const index = buildPlacesIndex([where]);
      let state = emptyState('c1');
      const says = track.map(({ at, ...fix }, i) => {
        // As after a restart, or on another engine.
        state = decodeState(state.id, encodeState(state));
        const advanced = advance(state, signalOf('location', { ...fix }, { id: `s${i}`, at }), index, T);
        if (advanced.repeat) throw new Error('no fix comes twice');
        return advanced.stimuli.flatMap((stimulus) => {
          if (stimulus.type !== 'enter' && stimulus.type !== 'exit') return [];
          seen[stimulus.type]++;
          if (stimulus.type === 'enter' && stimulus.passing) {
            seen.passing++;
            const since = state.inside.it?.since ?? slowly.since[i] ?? at;
            expect(Math.abs(since - (slowly.since[i] ?? since))).toBeLessThan(2_000);
          }
          return stimulus.type;
        });
      });
      expect(says.map((some) => some.join(' '))).toEqual(slowly.says);
    }),
    { numRuns: 500, maxSkipsPerRun: 1_000 },
  );
  // Tracks on which nothing happens would prove nothing.
  expect(seen.enter).toBeGreaterThan(60);
  expect(seen.exit).toBeGreaterThan(15);
  expect(seen.passing).toBeGreaterThan(15);
});

test('nobody leaves and comes back by jitter: within its accuracy of an edge no fix leaves', () => {
  const jitter = fc.record({
    accuracyMetres: fc.integer({ min: 0, max: 80 }),
    share: fc.double({ min: 0, max: 0.99, noNaN: true }),
    bearing: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...centres, ...poles),
      fc.array(jitter, { minLength: 1, maxLength: 60 }),
      (centre, wobbles) => {
        const circle = placeAt('it', centre.lat, centre.lon);
        const index = buildPlacesIndex([circle]);
        const state = emptyState('c1');
        moveTo(state, { ...centre, accuracyMetres: 5 }, T, index);
        expect(state.inside.it).toEqual({ since: T });
        wobbles.forEach(({ accuracyMetres, share, bearing }, i) => {
          const away = 100 + share * Math.max(10, accuracyMetres);
          const at = moved(centre, away * Math.cos(bearing), away * Math.sin(bearing));
          expect(moveTo(state, { ...at, accuracyMetres }, T + (i + 1) * 5_000, index)).toEqual([]);
        });
      },
    ),
  );
});
