import { expect, test } from 'vitest';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { carriedBy } from './carried.ts';

const { signals, wakers } = await loadVocabulary();

test('whatever a signal of a kind may say counts as said', () => {
  for (const kind of signals.values()) {
    const { said } = carriedBy({ listens: [wakeKey.signal(kind.name)] }, wakers.get('signal'), signals);
    for (const { value, ok } of kind.examples) {
      if (ok && said) expect(said).toEqual(expect.arrayContaining(Object.keys(value as object)));
    }
  }
  const bounded = [...signals.keys()].filter((name) => {
    const { said } = carriedBy({ listens: [wakeKey.signal(name)] }, wakers.get('signal'), signals);
    return said !== undefined;
  });
  expect(bounded).toEqual(expect.arrayContaining(['cart', 'device', 'location', 'message']));
  expect(bounded).not.toContain('event');
});

test('several wakings together may say what any of them does', () => {
  const listens = [wakeKey.signal('alias'), wakeKey.world('stock')];
  expect(carriedBy({ listens }, undefined, signals)).toEqual({
    said: ['previousId', 'what', 'place', 'sku', 'quantity', 'kind'],
    place: true,
  });
  expect(carriedBy({ listens: [...listens, wakeKey.anySignal] }, undefined, signals).said).toBeUndefined();
});
