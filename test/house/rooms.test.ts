import { expect, test } from 'vitest';
import { sourceOf } from '../support/sources.ts';
import { findOrder } from './find-order.ts';
import { arrowsOf, crossingsOf, placeOf, roomsOf, runningUp } from './rooms.ts';

const SOURCES = [
  sourceOf('x/a/one.ts', "import { b } from '../b/two.ts'; import type { C } from '../c.ts'; import './own.ts';"),
  sourceOf('x/b/two.ts', "new URL('../a/', import.meta.url);"),
  sourceOf('x/b/two.test.ts', "import '../c.ts';"),
  sourceOf('x/c.ts', ''),
];
const CROSSINGS = crossingsOf(SOURCES, 'x');

test('an import from one room into another is a crossing: of a type, of a value, of a folder beside; tests make none', () => {
  expect([...arrowsOf(CROSSINGS).keys()]).toEqual(['a → b', 'a → c.ts', 'b → a']);
});

test('a crossing runs up when the room that it goes into stands later', () => {
  expect([...arrowsOf(runningUp(CROSSINGS, ['a', 'b', 'c.ts'])).keys()]).toEqual(['a → b', 'a → c.ts']);
});

test('a dot in an order stands for the files at the root that it does not name, and for no folder', () => {
  expect(['c.ts', 'd.ts', 'a', 'e'].map((room) => placeOf(room, ['.', 'a', 'c.ts']))).toEqual([2, 0, 1, -1]);
});

test('the order that is found has the fewest arrows up', () => {
  expect(findOrder(roomsOf(SOURCES, 'x'), CROSSINGS)).toEqual(['c.ts', 'a', 'b']);
});
