import { decodeGsm } from '../sms/segments.ts';

/** What a centre means by its default alphabet, coding 0: that of SMS, or Latin-1. */
export const ALPHABETS = ['gsm', 'latin-1'] as const;
export type Alphabet = (typeof ALPHABETS)[number];

const UCS_2 = 8;
/** Alphabets of SMPP 3.4, 5.2.19, that have names elsewhere too. */
const OTHERS: Readonly<Record<number, string>> = { 6: 'iso-8859-5', 7: 'iso-8859-8', 14: 'euc-kr' };

/** Decodes what a customer wrote, by the data coding of SMPP 3.4, 5.2.19. */
export function decodeText(bytes: Buffer, coding: number, alphabet: Alphabet): string {
  if (coding === UCS_2) return decodeUtf16(bytes);
  if (isDefault(coding) && alphabet === 'gsm' && isSeptets(bytes)) return decodeGsm(bytes);
  const other = OTHERS[coding];
  return other === undefined ? bytes.toString('latin1') : new TextDecoder(other).decode(bytes);
}

/** Decodes a receipt: plain letters in every alphabet, with signs such as `_` that are ASCII's whatever the coding. */
export function decodeReceipt(bytes: Buffer, coding: number): string {
  return coding === UCS_2 ? decodeUtf16(bytes) : bytes.toString('latin1');
}

/** Coding 0, and what GSM 03.38 calls a message class without a coding of its own. */
function isDefault(coding: number): boolean {
  return coding === 0 || (coding & 0xf4) === 0xf0;
}

/** A byte with its highest bit set is none of the alphabet of SMS: then the centre meant Latin-1. */
function isSeptets(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function decodeUtf16(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.byteLength & ~1))
    .swap16()
    .toString('utf16le');
}
