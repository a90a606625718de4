import { expect, test } from 'vitest';
import { drawTile, type TilePicture } from './draw-tile.ts';

const pictureOf = (count: number, more: Partial<TilePicture> = {}): TilePicture => ({
  ...{ title: 'Sent <b>', look: 'bars', of: count, say: String },
  points: Array.from({ length: count }, (_, i) => ({ name: `day ${i}`, number: i })),
  sayCut: (drawn, of) => `The chart shows ${drawn} of ${of} rows.`,
  ...more,
});

test('a picture of bars says how many it leaves out, and nothing where it draws all', () => {
  const svg = drawTile(pictureOf(30));
  expect(svg.match(/<rect x/g)).toHaveLength(20);
  expect(svg).toContain('>The chart shows 20 of 30 rows.</text>');
  expect(svg).toContain('>Sent &lt;b&gt;</text>');
  expect(drawTile(pictureOf(20))).not.toContain('The chart shows');
  expect(drawTile(pictureOf(20, { of: 100 })), 'the answer was cut').toContain('20 of 100');
});

test('a tile of a line is drawn as a line through all its points', () => {
  const svg = drawTile(pictureOf(30, { look: 'lines' }));
  const [, spots = ''] = /<polyline points="([^"]+)"/.exec(svg) ?? [];
  const places = spots.split(' ').map((spot) => spot.split(',').map(Number));
  expect(places).toHaveLength(30);
  const ys = places.map(([, y]) => y!);
  expect(ys, 'more is higher').toEqual([...ys].sort((one, other) => other - one));
  expect(places[0]![0]).toBeLessThan(places.at(-1)![0]!);
  for (const text of ['day 0', 'day 29', '0', '29']) expect(svg).toContain(`>${text}</text>`);
  expect(svg).not.toContain('<rect x');
  expect(svg).not.toContain('The chart shows');
  expect(drawTile(pictureOf(1, { look: 'lines', points: [{ name: 'one', number: 0 }] }))).not.toContain('NaN');
});
