import { expect, test } from 'vitest';
import { readCard } from './read-card.ts';

test.each([
  ['kept', 'kept'],
  [' Pinned\n', 'pinned'],
  ['', undefined],
  ['yes', undefined],
])('a slot that says %j makes a card that is %s', (text, kind) => {
  expect(readCard(text)).toBe(kind);
});
