import { SHORT_HASH_CHARS, shortHash } from '../hash.ts';

/** Characters of a second in base 36; enough until 2038. */
export const SECOND_CHARS = 6;
/** Characters of one remembered signal: the short hash of its id, then its second. */
export const ENTRY_CHARS = SHORT_HASH_CHARS + SECOND_CHARS;

const BASE = 36;

/** Formats one remembered signal. */
export function formatEntry(id: string, second: number): string {
  return shortHash(id) + second.toString(BASE).padStart(SECOND_CHARS, '0');
}

/** Reads the second of the entry that begins at a position of a text. */
export function readSecond(text: string, at: number): number {
  return Number.parseInt(text.slice(at + SHORT_HASH_CHARS, at + ENTRY_CHARS), BASE);
}

/** Whether a text of parts that are all `width` characters long has one that begins with `start`. */
export function hasPart(text: string, width: number, start: string): boolean {
  let at = text.indexOf(start);
  while (at >= 0 && at % width !== 0) at = text.indexOf(start, at + 1);
  return at >= 0;
}
