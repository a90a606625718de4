import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for so many ids at a time. */
const IDS_AT_ONCE = 256;
const ID_BYTES = 16;
const ID_CHARS = 36;
const HEX = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/**
 * Makes random UUIDs (RFC 9562, version 4), each a text of one piece: `crypto.randomUUID` joins twenty, which every
 * reader of the text pays for, and leaves half a kilobyte to collect.
 */
export function createIds(): () => string {
  const random = Buffer.alloc(IDS_AT_ONCE * ID_BYTES);
  const chars = Buffer.alloc(ID_CHARS, '-');
  let next = IDS_AT_ONCE;
  return () => {
    if (next === IDS_AT_ONCE) {
      randomFillSync(random);
      next = 0;
    }
    const from = ID_BYTES * next++;
    random[from + 6] = (random[from + 6]! & 0x0f) | 0x40;
    random[from + 8] = (random[from + 8]! & 0x3f) | 0x80;
    let at = 0;
    for (let i = from; i < from + ID_BYTES; i++) {
      const byte = random[i]!;
      if (at === 8 || at === 13 || at === 18 || at === 23) at++;
      chars[at++] = HEX[byte >> 4]!;
      chars[at++] = HEX[byte & 0x0f]!;
    }
    return chars.toString('latin1');
  };
}
