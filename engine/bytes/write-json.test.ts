import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingBytes } from './growing-bytes.ts';
import { writeJson } from './write-json.ts';

const written = (...how: readonly [value: unknown, numberAs?: (name: string, value: number) => number]) => {
  const out = new GrowingBytes();
  writeJson(how[0], out, how[1]);
  return out.toString();
};

test('it reads back as what JSON.stringify writes, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(JSON.parse(written(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 2_000 },
  );
});

test('what has no value is left out of objects, and is null in lists and alone', () => {
  expect(written({ a: undefined, b: [undefined, null], c: {} })).toBe('{"b":[null,null],"c":{}}');
  expect(written(undefined)).toBe('null');
  expect(written([Number.NaN, Infinity])).toBe('[null,null]');
});

test('half a surrogate pair becomes the replacement character', () => {
  expect(JSON.parse(written({ 'a\ud83d': 'b\udc00' }))).toEqual({ 'a\ufffd': 'b\ufffd' });
});

test('numbers are changed by their name, however deep', () => {
  const value = { lat: 1.5, list: [2.5, { lat: 3.5, n: 4.5 }] };
  expect(JSON.parse(written(value, (name, n) => (name === 'lat' ? Math.trunc(n) : n)))).toEqual({
    lat: 1,
    list: [2.5, { lat: 3, n: 4.5 }],
  });
});
