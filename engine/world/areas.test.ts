import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, COUNTS_AFTER_MS, createAreas, isIn } from './areas.ts';
import type { AreaWeather } from './contract.ts';

const HALF_HOUR = 1_800_000;
const tenth = (least: number, most: number) => fc.integer({ min: least * 10, max: most * 10 }).map((n) => n / 10);
const boxArb = fc
  .tuple(tenth(178, 181.5), tenth(-2, 2), tenth(0.2, 2), tenth(0.2, 2))
  .map(([west, south, width, height]) => {
    const around = (lon: number) => (lon > 180 ? lon - 360 : lon);
    return { west: around(west), south, east: around(west + width), north: south + height };
  });
const circleArb = fc
  .tuple(tenth(-2, 2), tenth(178, 182), tenth(5, 90))
  .map(([lat, lon, km]) => ({ lat, lon: lon > 180 ? lon - 360 : lon, radiusMetres: km * 1_000 }));
const areasArb = fc.array(
  fc.tuple(fc.oneof(boxArb, boxArb, circleArb), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 4 })),
  { minLength: 1, maxLength: 12 },
);
const positionArb = fc.tuple(
  tenth(-2, 3),
  tenth(177, 184).map((lon) => (lon > 180 ? lon - 360 : lon)),
);

test('what was before a reading is what a look at all that came before it finds', () => {
  fc.assert(
    fc.property(areasArb, fc.array(positionArb, { minLength: 1, maxLength: 8 }), (given, positions) => {
      const all = given.map(
        ([area, from, lasts], i): AreaWeather => ({
          id: `a${i}`,
          seq: i + 1,
          from: from * HALF_HOUR,
          until: (from + lasts) * HALF_HOUR,
          area,
          weather: { temperatureCelsius: i },
        }),
      );
      const areas = createAreas();
      // Engines hear of them in any order.
      for (const area of all.toSorted((a, b) => (a.id < b.id ? 1 : -1))) areas.put(area);
      for (const area of all) {
        const { weathers, isWhole } = areas.beneath(area);
        for (const [lat, lon] of positions) {
          const earlier = all.filter((other) => other.seq < area.seq && isIn(other.area, lat, lon));
          const [newest] = earlier.toSorted((a, b) => b.from - a.from || b.seq - a.seq);
          const counts = newest && newest.from <= area.from && newest.until >= area.from - COUNTS_AFTER_MS;
          const before = areas.before(area, lat, lon);
          expect(before?.id).toBe(counts ? newest.id : undefined);
          if (!isIn(area.area, lat, lon)) continue;
          expect(isIn(boundsOf(area.area), lat, lon)).toBe(true);
          // Nobody who is there is forgotten when the wave is planned.
          if (before) expect(weathers).toContain(before.weather);
          if (isWhole && newest) expect(before !== undefined || newest.from > area.from || !counts).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
