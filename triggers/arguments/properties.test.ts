import { expect, test } from 'vitest';
import { propertyReader } from './properties.ts';

test('reads a property, and one inside it', () => {
  const product = { price: 12, maker: { city: 'Graz' } };
  expect(propertyReader('price')(product)).toBe(12);
  expect(propertyReader('maker.city')(product)).toBe('Graz');
  expect(propertyReader('maker.city.size')(product)).toBeUndefined();
});

test('reads nothing that is not the object’s own, and nothing off what is no object', () => {
  for (const path of ['constructor', 'toString', '__proto__', 'maker.constructor.name']) {
    expect(propertyReader(path)({ maker: {} })).toBeUndefined();
  }
  for (const subject of [undefined, null, 'text', 7, true]) expect(propertyReader('length')(subject)).toBeUndefined();
});
