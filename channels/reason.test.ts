import { expect, test } from 'vitest';
import { reasonOf } from './reason.ts';

test('what another system said becomes one bounded line', () => {
  expect(reasonOf(' a\r\n\tb\u0000\u001b[1m c\u007f ')).toBe('a b [1m c');
  expect(reasonOf('x'.repeat(300))).toBe('x'.repeat(300));
  expect(reasonOf('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
  expect(reasonOf(`${'\n'.repeat(1_000)}x`)).toBe('x');
});

test('an error is its message, or its name when it has none; anything else is written out', () => {
  expect([new Error('gone'), new TypeError(''), 7, undefined].map(reasonOf)).toEqual([
    ...['gone', 'TypeError', '7', 'undefined'],
  ]);
});
