import { hash } from 'node:crypto';

/** A number from 0 up to 1 that is always the same for a text, and spread evenly over texts. */
export function shareOf(text: string): number {
  return mix(fnv1a(text)) / 2 ** 32;
}

/** Which of `count` buckets a text belongs to; the same on every machine and in every release. */
export function bucketOf(text: string, count: number): number {
  return mix(fnv1a(text)) % count;
}

/** A short id derived from parts: the same for the same parts, and for no others. Fit for a BullMQ job id. */
export function derivedId(...parts: readonly string[]): string {
  return `d-${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22)}`;
}

/** Characters of a `shortHash`. */
export const SHORT_HASH_CHARS = 8;

/** 41 bits of a text, always as many characters: for recognising, not for security. */
export function shortHash(text: string): string {
  const bytes = new Uint8Array(SHORT_HASH_CHARS);
  writeShortHash(text, bytes, 0);
  return String.fromCharCode(...bytes);
}

/** Writes a text's `shortHash` as bytes, without making a text of it. */
export function writeShortHash(text: string, bytes: Uint8Array, at: number): void {
  let one = FNV_BASIS;
  let other = OTHER_BASIS;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, FNV_PRIME);
    other = Math.imul(other ^ code, FNV_PRIME);
  }
  writeFourDigits(mix(one >>> 0) % 36 ** 4, bytes, at);
  writeFourDigits(mix(other >>> 0) % 36 ** 4, bytes, at + 4);
}

function writeFourDigits(number: number, bytes: Uint8Array, at: number): void {
  let rest = number;
  for (let i = at + 3; i >= at; i--) {
    const digit = rest % 36;
    bytes[i] = DIGITS.charCodeAt(digit);
    rest = (rest - digit) / 36;
  }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
// FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), then MurmurHash3's finaliser to spread
// its bits.
const FNV_BASIS = 0x811c9dc5;
const OTHER_BASIS = 0x9747b28c;
const FNV_PRIME = 0x01000193;

function fnv1a(text: string, basis = FNV_BASIS): number {
  let mixed = basis;
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), FNV_PRIME);
  return mixed >>> 0;
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
