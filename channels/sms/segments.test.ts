import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { countSegments, decodeGsm, encodeGsm, splitText } from './segments.ts';

/** Another implementation of the alphabet. */
const oracle = createRequire(import.meta.url)('smpp') as {
  readonly encodings: {
    readonly ASCII: { match(text: string): boolean; encode(text: string): Buffer; decode(bytes: Buffer): string };
  };
};

test.each([
  ['', 'gsm-7', 0, 1],
  ['a'.repeat(160), 'gsm-7', 160, 1],
  ['a'.repeat(161), 'gsm-7', 161, 2],
  ['a'.repeat(306), 'gsm-7', 306, 2],
  ['a'.repeat(307), 'gsm-7', 307, 3],
  ['€'.repeat(80), 'gsm-7', 160, 1],
  // An escape and its sign stay together: 76 of them fit in a part of 153.
  ['€'.repeat(153), 'gsm-7', 306, 3],
  ['ж'.repeat(70), 'ucs-2', 70, 1],
  ['ж'.repeat(71), 'ucs-2', 71, 2],
  // A sign of two units is never torn: 33 of them fit in a part of 67.
  ['😀'.repeat(35), 'ucs-2', 70, 1],
  ['😀'.repeat(67), 'ucs-2', 134, 3],
] as const)('%j takes its segments', (text, coding, units, count) => {
  expect(countSegments(text)).toEqual({ coding, units, count });
  expect(splitText(text)).toHaveLength(count);
  expect(splitText(text).join('')).toBe(text);
});

test('the alphabet is that of another implementation', () => {
  for (let code = 0; code < 0x2_100; code++) {
    if (code === 0x1b) continue; // the escape itself, which is no sign of a text
    const sign = String.fromCharCode(code);
    const isIn = countSegments(sign).coding === 'gsm-7';
    expect([code, isIn]).toEqual([code, oracle.encodings.ASCII.match(sign)]);
    if (isIn) expect([code, encodeGsm(sign)]).toEqual([code, oracle.encodings.ASCII.encode(sign)]);
  }
  expect(encodeGsm('ж')).toEqual(Buffer.from('?'));
});

test('every septet is read as another implementation reads it, also behind an escape', () => {
  const { decode } = oracle.encodings.ASCII;
  for (let place = 0; place < 0x80; place++) {
    if (place === 0x1b) continue; // an escape to a further table, which nobody has
    expect([place, decodeGsm(Buffer.from([place]))]).toEqual([place, decode(Buffer.from([place]))]);
    const sign = decodeGsm(Buffer.from([0x1b, place]));
    if (encodeGsm(sign).byteLength === 2) expect([place, sign]).toEqual([place, decode(Buffer.from([0x1b, place]))]);
    else expect([place, sign]).toEqual([place, decodeGsm(Buffer.from([place]))]);
  }
  const text = 'Grüße für 5 € [~{^|\\}] à l’heure'.replace('’', "'");
  expect(decodeGsm(encodeGsm(text))).toBe(text);
  expect(decodeGsm(Buffer.from([0x41, 0x1b]))).toBe('A');
});
