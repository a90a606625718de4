import { expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import type { Stimulus } from '../../triggers/contract.ts';
import { movesOf } from './moves.ts';

const [shop, park] = [placeAt('shop', 48, 11), placeAt('park', 48, 12)];

test('a row tells which places its signal brought somebody into and out of, each once', () => {
  const stimuli: Stimulus[] = [
    { type: 'signal' },
    { type: 'exit', place: shop, insideMs: 60_000 },
    { type: 'enter', place: park },
    { type: 'enter', place: park },
    { type: 'enter', place: shop },
  ];
  expect(movesOf(stimuli)).toEqual(['exit shop', 'enter park', 'enter shop']);
});

test('of nearly all signals it tells nothing', () => {
  expect(movesOf([{ type: 'signal' }])).toBeUndefined();
  expect(movesOf([])).toBeUndefined();
});
