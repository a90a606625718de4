/** What the bytes of a JSON text show before anybody parses them. */
export interface Scan {
  /** How deep its brackets nest. */
  readonly depth: number;
  /** Offset of the first bracket beyond the most that is allowed; the scan ends there. -1: none. */
  readonly tooDeepAt: number;
  /** No byte above 0x7f. */
  readonly isAscii: boolean;
  /** May hold what plain parsing reads other than it was meant: look closer at the values (see `doubt.ts`). */
  readonly isDoubtful: boolean;
  /** May hold a whole number of more digits than a number keeps (see `exact-numbers.ts`). */
  readonly hasLongNumber: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;
const LETTER_E = 0x65;
const LETTER_U = 0x75;
const OPENING = 0x7b;
const CLOSING = 0x7d;
/** `[` and `{` differ in this bit only, so do `]` and `}`, `E` and `e`. */
const FOLD = 0x20;
const LONGEST_SAFE_NUMBER = 300;
/** As many digits a whole number may have that is surely kept. */
const SUREST_DIGITS = 15;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Reads a JSON text once, without parsing it. Brackets in strings do not count; malformed text gets some answer. */
export function scan(bytes: Uint8Array, mostDepth: number): Scan {
  const length = bytes.length;
  let depth = 0;
  let deepest = 0;
  let ored = 0;
  let isDoubtful = false;
  let hasLongNumber = false;
  // Where the last quote, bracket or comma was: a longer stretch without any may be a number that overflows.
  let last = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    ored |= byte;
    if (byte === QUOTE) {
      if (bytes[i + 1] === UNDERSCORE && bytes[i + 2] === UNDERSCORE) isDoubtful = true;
      while (++i < length) {
        const inside = bytes[i]!;
        ored |= inside;
        if (inside === QUOTE) break;
        if (inside === BACKSLASH && bytes[++i] === LETTER_U) isDoubtful = true;
      }
      last = i;
      continue;
    }
    const folded = byte | FOLD;
    if (folded === LETTER_E) {
      // `1e400`: an exponent follows a digit or a point; the letter in `true` and `false` does not.
      if (bytes[i - 1]! < 0x3a) isDoubtful = true;
      continue;
    }
    if (folded === OPENING) {
      if (++depth > deepest) deepest = depth;
      if (depth > mostDepth) return { depth, tooDeepAt: i, isAscii: ored < 0x80, isDoubtful, hasLongNumber };
    } else if (folded === CLOSING) depth--;
    else if (byte !== COMMA) continue;
    if (i - last > SUREST_DIGITS) {
      if (i - last > LONGEST_SAFE_NUMBER) isDoubtful = true;
      hasLongNumber ||= holdsDigits(bytes, last, i);
    }
    last = i;
  }
  return { depth: deepest, tooDeepAt: -1, isAscii: ored < 0x80, isDoubtful, hasLongNumber };
}

/** Whether more than the surest number of digits stand in a row. */
function holdsDigits(bytes: Uint8Array, from: number, to: number): boolean {
  let run = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte < DIGIT_0 || byte > DIGIT_9) run = 0;
    else if (++run > SUREST_DIGITS) return true;
  }
  return false;
}
