import { expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { metresBetween } from './geodesy.ts';
import { reachOf } from './reach.ts';

test.each([
  [52.5, 13.4],
  [-33.9, 18.4],
])('an outline at %d, %d reaches as far as its farthest corner, and little further', (lat, lon) => {
  const ring = [
    [lon - 0.01, lat - 0.01],
    [lon + 0.01, lat - 0.01],
    [lon + 0.01, lat + 0.01],
    [lon - 0.01, lat + 0.01],
    [lon - 0.01, lat - 0.01],
  ] as const;
  const place = placeAt('it', lat, lon, { shape: { type: 'polygon', polygons: [[ring]] } });
  const farthest = Math.max(...ring.map(([x, y]) => metresBetween(place.centre, { lat: y, lon: x })));
  expect(reachOf(place)).toBeGreaterThanOrEqual(farthest);
  expect(reachOf(place)).toBeLessThan(1.1 * farthest);
});
