import { expect, test } from 'vitest';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { readOn } from './read-on.ts';

const vocabulary = await loadVocabulary();

/** What stands under `on`, read, or the places where something is wrong with it. */
function read(source: unknown): unknown {
  const wrong: string[] = [];
  const reading = { conditions: 0, report: (path: string) => void wrong.push(path) };
  const on = readOn(source, vocabulary, {}, reading);
  return wrong.length > 0 ? wrong : on;
}

test('one waker and its arguments are read', () => {
  expect(read({ signal: 'cart' })).toEqual({ waker: 'signal', args: 'cart' });
});

test.each([undefined, null, 'signal', 's', 7, [], [{ signal: 'cart' }], {}, { signal: 'cart', enter: {} }])(
  '%j is no one waker, and is refused as a whole',
  (source) => {
    expect(read(source)).toEqual(['on']);
  },
);

test('a waker that is not there and arguments that do not fit are refused where they stand', () => {
  expect(read({ sgnal: 'cart' })).toEqual(['on.sgnal']);
  expect(read({ dwell: { places: 'any', for: 7 } })).toEqual(['on.dwell.for']);
});
