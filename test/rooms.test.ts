import { describe, expect, test } from 'vitest';
import { findOrder } from './house/find-order.ts';
import { ORDERS } from './house/orders.ts';
import { arrowsOf, crossingsOf, isContract, roomsOf, runningUp } from './house/rooms.ts';
import { readSources, sourceOf } from './support/sources.ts';

for (const [folder, { rooms, up, mostUp }] of Object.entries(ORDERS)) {
  const sources = readSources(folder);
  const crossings = crossingsOf(sources, folder);
  const past = crossings.filter(({ to }) => !isContract(to));

  describe(`the rooms of ${folder}`, () => {
    test('stand in the written order, each once', () => {
      expect([...rooms].sort()).toEqual(roomsOf(sources, folder));
    });

    test('use only rooms below them, but for the arrows that are listed with a reason', () => {
      const strays = runningUp(past, rooms).filter(({ from, into }) => !up[`${from} → ${into}`]);
      expect(strays.map(({ file, to, name }) => `${file} takes ${name || 'the URL'} of ${to}`)).toEqual([]);
    });

    test('need each arrow that is listed', () => {
      expect(Object.keys(up).sort()).toEqual([...arrowsOf(runningUp(past, rooms)).keys()].sort());
    });

    test(`run up at most ${mostUp} times, arrows to a contract counted`, () => {
      expect(arrowsOf(runningUp(crossings, rooms)).size).toBeLessThanOrEqual(mostUp);
    });
  });
}

test('the engine lists three arrows up at most', () => {
  expect(Object.keys(ORDERS.engine?.up ?? {}).length).toBeLessThanOrEqual(3);
});

test('an arrow runs up when its room stands later; a type, a contract and a folder beside are crossings too', () => {
  const sources = [
    sourceOf('x/a/one.ts', "import { b } from '../b/two.ts'; import type { C } from '../c.ts'; import './own.ts';"),
    sourceOf('x/b/two.ts', "new URL('../a/', import.meta.url);"),
    sourceOf('x/b/two.test.ts', "import '../c.ts';"),
    sourceOf('x/c.ts', ''),
  ];
  const crossings = crossingsOf(sources, 'x');
  expect([...arrowsOf(crossings).keys()]).toEqual(['a → b', 'a → c.ts', 'b → a']);
  expect([...arrowsOf(runningUp(crossings, ['a', 'b', 'c.ts'])).keys()]).toEqual(['a → b', 'a → c.ts']);
  expect(findOrder(roomsOf(sources, 'x'), crossings)).toEqual(['c.ts', 'a', 'b']);
});
