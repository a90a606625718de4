import { expect, test } from 'vitest';
import { periodOf } from '../context/whereabouts.ts';
import { findPeopledCells } from './peopled-cells.ts';

const NOW = Date.UTC(2026, 10, 2, 18);

test('all shards are read for this period and the one before, page by page', async () => {
  const asked: string[] = [];
  const who = {
    async cells(shard: number, period: number, after: number | undefined, most: number) {
      asked.push(`${period - periodOf(NOW)} ${shard} ${after}`);
      const isFull = shard === 0 && after === undefined;
      return Array.from({ length: isFull ? most : 1 }, (_, i) => (after ?? 0) + (i + 1) * 5);
    },
  };
  const cells: number[] = [];
  for await (const cell of findPeopledCells(who, 2, NOW)) cells.push(cell);
  expect(asked).toEqual([
    '0 0 undefined',
    '0 0 2500',
    '0 1 undefined',
    '-1 0 undefined',
    '-1 0 2500',
    '-1 1 undefined',
  ]);
  expect(cells).toHaveLength(2 * (500 + 1 + 1));
});

test('where there is no end of cells it stops', async () => {
  const who = {
    cells: async (_: number, __: number, after = 0, most = 0) => Array.from({ length: most }, () => after + 5),
  };
  let read = 0;
  for await (const _ of findPeopledCells(who, 1, NOW)) read++;
  expect(read).toBe(200_000);
});
