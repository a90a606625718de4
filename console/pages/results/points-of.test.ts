import { expect, test } from 'vitest';
import { pointsOf, rateOf } from './points-of.ts';

const row = (place: string, sent: number, clicked: number) => ({ place, matched: 20, let_through: 10, sent, clicked });
const rows = [row('haus', 10, 5), row('markt', 8, 1), row('gone', 4, 4)];
const centres = new Map([
  ['haus', [12.37, 51.34]],
  ['markt', [12.38, 51.33]],
] as const);

test('places are points as large as their number and as dark as their rate, those without a position are left out', () => {
  const { features } = pointsOf(rows, 'place', 'clicked', centres, ({ place }) => String(place));
  expect(features.map(({ geometry, properties }) => [geometry, properties])).toEqual([
    [
      { type: 'Point', coordinates: [12.37, 51.34] },
      { index: 0, size: 1, rate: 1, says: 'haus' },
    ],
    [
      { type: 'Point', coordinates: [12.38, 51.33] },
      { index: 1, size: Math.sqrt(0.2), rate: 0.25, says: 'markt' },
    ],
  ]);
});

test('areas stand at their middle, and what is unknown nowhere', () => {
  const cells = [
    { cell: '51.05 13.74', matched: 1 },
    { cell: '', matched: 4 },
  ];
  const [first, ...others] = pointsOf(cells, 'cell', 'matched', new Map(), () => '').features;
  expect(first?.geometry).toEqual({ type: 'Point', coordinates: [13.74, 51.05] });
  expect(others).toEqual([]);
});

test('a rate is of the step before, and of nothing it is none', () => {
  expect(rateOf(row('haus', 10, 5), 'clicked')).toBe(0.5);
  expect(rateOf(row('haus', 0, 0), 'clicked')).toBe(0);
  expect(rateOf({ matched: 10, held_back: 4 }, 'held_back')).toBe(0.4);
  expect(rateOf({ matched: 10 }, 'matched')).toBe(1);
});
