import { expect, test } from 'vitest';
import { bucketOf, derivedId, shareOf, shortHash, writeShortHash } from './hash.ts';

test('a text has the same share, bucket and ids on every machine and in every release: stored data goes by them', () => {
  expect(['', 'a', 'c1', 'Ünïcødé 🙂'].map((text) => [bucketOf(text, 64), bucketOf(text, 7), shortHash(text)])).toEqual(
    [
      [11, 4, 'ic5nhanc'],
      [51, 0, 'q7qr5e2v'],
      [46, 3, 'xzlazgnz'],
      [22, 5, '7rfa0jph'],
    ],
  );
  expect(shareOf('c1')).toBe(0.020313586574047804);
  expect(derivedId('c1', 'x')).toBe('d-demrp_9j67R7Uqfh1OEhat');
});

test('shares and buckets of many texts are spread evenly', () => {
  const names = Array.from({ length: 6_400 }, (_, i) => `customer-${i}`);
  const counts = Array.from({ length: 64 }, () => 0);
  for (const name of names) counts[bucketOf(name, 64)]!++;
  expect(Math.min(...counts)).toBeGreaterThan(60);
  expect(Math.max(...counts)).toBeLessThan(140);
  expect(names.filter((name) => shareOf(name) < 0.1).length / names.length).toBeCloseTo(0.1, 1);
});

test('a short hash is written where it is asked for, and nothing beside it', () => {
  const bytes = new Uint8Array(12).fill(1);
  writeShortHash('c1', bytes, 2);
  expect([...bytes]).toEqual([1, 1, ...Buffer.from('xzlazgnz'), 1, 1]);
});

test('ids tell apart where one part ends and the next begins', () => {
  expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
});
