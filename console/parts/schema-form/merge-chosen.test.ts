import { expect, test } from 'vitest';
import { mergeChosen } from './merge-chosen.ts';

test('a second choice that comes before the first is shown adds to it', () => {
  expect(mergeChosen([], ['drizzle'], ['rain'])).toEqual(['rain', 'drizzle']);
});

test('what is taken away is taken away from what is chosen by now', () => {
  expect(mergeChosen(['rain', 'fog'], ['rain'], ['rain', 'fog', 'drizzle'])).toEqual(['rain', 'drizzle']);
  expect(mergeChosen(['rain'], ['rain', 'fog'], ['rain', 'fog'])).toEqual(['rain', 'fog']);
});
