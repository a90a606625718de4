import { describe, expect, test } from 'vitest';
import { metresBetween } from '../../../triggers/places/geodesy.ts';
import type { Pace } from './contract.ts';
import { countFixes, fixesAlong } from './fixes-along.ts';

const PACE: Pace = { startAt: 1_000, speedMetresPerSecond: 2, intervalMs: 10_000, accuracyMetres: 15, restMs: 0 };
/** About 111 m north, then as far east. */
const CORNER: readonly (readonly [number, number])[] = [
  [12, 51],
  [12, 51.001],
  [12.00159, 51.001],
];

describe('the fixes along a line', () => {
  test('are as far apart as the pace says, from the beginning to the end', () => {
    const fixes = fixesAlong(CORNER, PACE);
    expect(fixes[0]).toEqual({ at: 1_000, lat: 51, lon: 12, accuracyMetres: 15, speedMetresPerSecond: 2 });
    expect(metresBetween(fixes[0]!, fixes[1]!)).toBeCloseTo(20, 1);
    expect(fixes[1]!.at - fixes[0]!.at).toBe(10_000);
    expect(fixes.at(-1)).toMatchObject({ lat: 51.001, lon: 12.00159, speedMetresPerSecond: 0 });
  });

  test('go round corners: none is off the line', () => {
    const off = fixesAlong(CORNER, PACE).filter(
      ({ lat, lon }) => Math.abs(lon - 12) > 1e-6 && Math.abs(lat - 51.001) > 1e-6,
    );
    expect(off).toEqual([]);
  });

  test('stay at the end for as long as is asked', () => {
    const fixes = fixesAlong(CORNER, { ...PACE, restMs: 30_000 });
    expect(fixes.slice(-4).map(({ lat, lon }) => [lat, lon])).toEqual(Array(4).fill([51.001, 12.00159]));
    expect(fixes.at(-1)!.at - fixes.at(-4)!.at).toBe(30_000);
  });

  test.each([0, 30_000])('are as many as was counted before, with a rest of %d ms', (restMs) => {
    const pace = { ...PACE, restMs };
    expect(fixesAlong(CORNER, pace)).toHaveLength(countFixes(CORNER, pace));
  });

  test('of a line of one position are one, or those of a rest', () => {
    expect(fixesAlong([[12, 51]], PACE)).toHaveLength(1);
    expect(fixesAlong([[12, 51]], { ...PACE, restMs: 20_000 })).toHaveLength(3);
  });
});
