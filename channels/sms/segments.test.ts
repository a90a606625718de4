import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { countSegments, encodeGsm, splitText } from './segments.ts';

/** Another implementation of the alphabet. */
const oracle = createRequire(import.meta.url)('smpp') as {
  readonly encodings: { readonly ASCII: { match(text: string): boolean; encode(text: string): Buffer } };
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
