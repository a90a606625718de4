import { expect, test } from 'vitest';
import { contextOf, looksIn } from './looks.ts';

test('looks stand in the address, and no more than four of them', () => {
  expect(looksIn('sun,now,none')).toEqual(['now', 'sun']);
  expect(looksIn('now,rain,sun,german,stranger')).toHaveLength(4);
  expect(looksIn(undefined)).toEqual(['rain', 'sun']);
});

test('a look lays its circumstances over the chosen customer; a stranger is nobody', () => {
  expect(contextOf('rain', 'hanna')).toMatchObject({ customer: 'hanna', context: { 'weather.condition': 'rain' } });
  expect(contextOf('german', 'hanna')).toEqual({ customer: 'hanna', locale: 'de-DE' });
  expect(contextOf('stranger', 'hanna')).toEqual({});
  expect(contextOf('now', '')).toEqual({});
});
