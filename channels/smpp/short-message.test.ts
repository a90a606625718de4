import { expect, test } from 'vitest';
import { encodeGsm } from '../sms/segments.ts';
import { writeParts } from './short-message.ts';

const write = (text: string, alphabet: 'gsm' | 'latin-1') =>
  writeParts({ from: 'Shop', to: '+49151', text, validSeconds: 60, reference: 1, alphabet });

test('letters leave in the alphabet that the centre means by its coding 0', () => {
  const text = 'Grüße [1]';
  expect(write(text, 'gsm')[0]!.subarray(-11)).toEqual(encodeGsm(text));
  expect(write(text, 'latin-1')[0]!.subarray(-9)).toEqual(Buffer.from(text, 'latin1'));
  expect(write(`${text} €`, 'latin-1')[0]!.subarray(-22)).toEqual(Buffer.from(`${text} €`, 'utf16le').swap16());
});

test('parts are as long as their coding lets them be', () => {
  expect(write('ü'.repeat(161), 'latin-1')).toHaveLength(2);
  expect(write(`${'ü'.repeat(160)}€`, 'latin-1')).toHaveLength(3);
});
