import { expect, test } from 'vitest';
import { DrawerTable } from './drawer-table.ts';

test('what was set is found by all three of its numbers, and nothing else is', () => {
  const table = new DrawerTable(100);
  const triples = Array.from({ length: 100 }, (_, i): [number, number, number] => [
    i % 5,
    Math.floor(i / 5) % 4,
    Math.floor(i / 20),
  ]);
  for (const [i, triple] of triples.entries()) table.set(...triple, i, i + 3);
  for (const [i, triple] of triples.entries()) {
    const at = table.find(...triple);
    expect([table.words[at], table.words[at + 1]], `${triple}`).toEqual([i, i + 3]);
  }
  const others: readonly [number, number, number][] = [
    [5, 0, 0],
    [0, 4, 0],
    [0, 0, 5],
    [1, 1, 6],
  ];
  for (const other of others) expect(table.find(...other)).toBe(-1);
  expect(new DrawerTable(0).find(1, 1, 1)).toBe(-1);
});
