import { createHash } from 'node:crypto';

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
  return `d-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}`;
}

/** Characters of a `shortHash`. */
export const SHORT_HASH_CHARS = 8;

/** 41 bits of a text, always as many characters: for recognising, not for security. */
export function shortHash(text: string): string {
  return fourDigits(mix(fnv1a(text)) % 36 ** 4) + fourDigits(mix(fnv1a(text, 0x9747b28c)) % 36 ** 4);
}

const TWO_DIGITS = Array.from({ length: 36 ** 2 }, (_, i) => i.toString(36).padStart(2, '0'));

function fourDigits(number: number): string {
  return TWO_DIGITS[Math.trunc(number / TWO_DIGITS.length)]! + TWO_DIGITS[number % TWO_DIGITS.length]!;
}

// FNV-1a over UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), then MurmurHash3's finaliser to spread its bits.
function fnv1a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
