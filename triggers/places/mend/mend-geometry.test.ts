import { expect, test } from 'vitest';
import { mendGeometry } from './mend-geometry.ts';

test('what has no area is given back as it is, also where its positions look like the rings of a polygon', () => {
  const ways = [
    [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ],
    [
      [5, 5],
      [6, 6],
      [6, 5],
      [5, 6],
    ],
  ];
  const geometry = { type: 'MultiLineString', coordinates: ways };
  expect(mendGeometry(geometry)).toEqual({ geometry, mendings: [] });
});
