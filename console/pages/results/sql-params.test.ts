import { expect, test } from 'vitest';
import { nameForAddress } from '../../parts/name-for-address.ts';
import { paramsIn, shownValue, typedValue } from './sql-params.ts';

test('parameters are those of the question, not those in its texts and comments', () => {
  const sql =
    "SELECT '{a:String}', {b:Array(String)}, { c : UInt8 } -- {d:String}\n/* {e:String} */ WHERE x = {b:Array(String)}";
  expect(paramsIn(sql)).toEqual([
    { name: 'b', type: 'Array(String)' },
    { name: 'c', type: 'UInt8' },
  ]);
});

test('a list is typed with commas and shown so', () => {
  const list = { name: 'b', type: 'Array(String)' };
  expect(typedValue(list, ' rainy, cart ,')).toEqual(['rainy', 'cart']);
  expect(shownValue(['rainy', 'cart'])).toBe('rainy, cart');
  expect(typedValue({ name: 'c', type: 'UInt8' }, '7')).toBe('7');
});

test('a title becomes a name for addresses', () => {
  expect(nameForAddress('Größte Wirkung: nach Straße!')).toBe('grosste-wirkung-nach-strasse');
  expect(nameForAddress('…')).toBe('');
});
