import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsAround, metresBetween } from '../../triggers/places/geodesy.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import {
  cellAt,
  cellRanges,
  findMove,
  findWhereabouts,
  keptPeriods,
  PERIOD_MS,
  periodOf,
  positionOfCell,
} from './whereabouts.ts';

const lat = fc.double({ min: -90, max: 90, noNaN: true });
const lon = fc.double({ min: -180, max: 179.999, noNaN: true });

test('whoever is within a distance of a position is in one of the cells of the box around it', () => {
  fc.assert(
    fc.property(lat, lon, fc.double({ min: 0, max: 40_000, noNaN: true }), lat, lon, (a, b, metres, dLat, dLon) => {
      const near = {
        lat: Math.max(-90, Math.min(90, a + dLat / 500)),
        lon: Math.max(-180, Math.min(179.999, b + dLon / 500)),
      };
      fc.pre(metresBetween({ lat: a, lon: b }, near) <= metres);
      const cell = cellAt(near.lat, near.lon);
      const hits = [...cellRanges(boundsAround({ lat: a, lon: b }, metres))].filter(
        ([from, to]) => cell >= from && cell <= to,
      );
      expect(hits).toHaveLength(1);
    }),
    { numRuns: 2_000 },
  );
});

test('ranges are in order and do not touch, also over the antimeridian', () => {
  const ranges = [...cellRanges({ west: 179.5, south: -0.02, east: -179.5, north: 0.02 })].flat();
  expect(ranges.length).toBeGreaterThan(8);
  expect(ranges).toEqual(ranges.toSorted((a, b) => a - b));
  expect(new Set(ranges).size).toBe(ranges.length);
});

test('the middle of a cell lies in it, half a hundredth of a degree from its edges', () => {
  expect(positionOfCell(0)).toEqual({ lat: -89.995, lon: -179.995 });
  fc.assert(
    fc.property(lat, lon, (a, b) => {
      const middle = positionOfCell(cellAt(a, b));
      expect(cellAt(middle.lat, middle.lon)).toBe(cellAt(a, b));
      expect(Math.abs(middle.lat - a)).toBeLessThan(0.005_001);
      expect(Math.abs(middle.lon - b)).toBeLessThan(0.005_001);
    }),
  );
  // The north pole and the antimeridian belong to the last row and column.
  expect(cellAt(90, 180)).toBe(18_000 * 36_000 - 1);
});

test('the index may have a customer in the periods of the hour before their last fix, and in none without a fix', () => {
  const state = emptyState('anna');
  expect(keptPeriods(state)).toEqual([]);
  Object.assign(state.values, known('location.lat', 51, 100 * PERIOD_MS + 1));
  expect(keptPeriods(state)).toEqual([100, 99, 98, 97, 96, 95, 94]);
});

test('half a position is none, and who has none has not moved', () => {
  const state = emptyState('anna');
  for (const values of [{}, known('location.lat', 51, 1), known('location.lon', 12, 1)]) {
    expect(findWhereabouts({ ...state, values })).toBeUndefined();
    expect(findMove({ ...state, values }, { period: 0, cell: 5 })).toBeUndefined();
  }
});

test('the index is told of another cell and of another period, and of nothing else', () => {
  const state = emptyState('anna');
  const at = 100 * PERIOD_MS;
  const move = (to: { lat: number; lon: number }, when: number) => {
    const before = findWhereabouts(state);
    Object.assign(state.values, known('location.lat', to.lat, when), known('location.lon', to.lon, when));
    return findMove(state, before);
  };
  const home = { lat: 51.3401, lon: 12.3705 };
  expect(move(home, at)).toEqual({ period: 100, cell: cellAt(home.lat, home.lon) });
  expect(move({ lat: 51.3409, lon: 12.3701 }, at + 60_000)).toBeUndefined();
  expect(move({ lat: 51.3601, lon: 12.3701 }, at + 120_000)).toMatchObject({ period: 100 });
  expect(move({ lat: 51.3601, lon: 12.3701 }, at + PERIOD_MS)).toMatchObject({ period: periodOf(at) + 1 });
});

function known(field: string, v: number, at: number): CustomerState['values'] {
  return { [field]: { v, at, source: 'location' } };
}
