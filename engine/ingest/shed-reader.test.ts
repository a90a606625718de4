import { expect, test } from 'vitest';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { glimpse } from './glimpse.ts';
import { createShedReader } from './shed-reader.ts';

test('the bytes of a signal tell how soon it is refused, for every kind as the kind itself says', async () => {
  const kinds = await loadSignalKinds();
  const shedOf = createShedReader(kinds);
  const read = (kind: string) => {
    const bytes = Buffer.from(`{"id":"a","kind":"${kind}"}`);
    return shedOf(bytes, glimpse(bytes, 'signals')![0]!);
  };
  for (const [name, { shed = 'last' }] of kinds) expect(`${name}: ${read(name)}`).toBe(`${name}: ${shed}`);
  expect(read('location')).toBe('first');
  expect(read('locatiom')).toBe('last');
  expect(read('')).toBe('last');
});

test('a signal without a kind is refused last', async () => {
  const bytes = Buffer.from('{"id":"a"}');
  expect(createShedReader(await loadSignalKinds())(bytes, glimpse(bytes, 'signals')![0]!)).toBe('last');
});
