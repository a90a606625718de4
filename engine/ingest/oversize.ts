/** Elements of a list that are larger than allowed, by their index. */
export interface Oversize {
  readonly inList: ReadonlyMap<number, number>;
  /** Bytes of the first such element of another list of the top level; 0: none. */
  readonly elsewhere: number;
}

const NONE: Oversize = { inList: new Map(), elsewhere: 0 };
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const FOLD = 0x20;

/**
 * Finds the elements of the top-level list named `list` that take more than `most` bytes, without parsing. A name that
 * is spelt with escapes is not recognised: its elements count as `elsewhere`.
 */
export function findOversize(bytes: Uint8Array, list: string, most: number): Oversize {
  if (bytes.length <= most) return NONE;
  const inList = new Map<number, number>();
  let elsewhere = 0;
  let depth = 0;
  let key = '';
  let isList = false;
  let index = 0;
  let from = 0;
  const endElement = (at: number): void => {
    if (at - from > most) {
      if (key === list) inList.set(index, at - from);
      else elsewhere ||= at - from;
    }
    index++;
    from = at + 1;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      const start = i + 1;
      while (++i < bytes.length && bytes[i] !== QUOTE) if (bytes[i] === BACKSLASH) i++;
      if (depth === 1) key = i - start === list.length ? String.fromCharCode(...bytes.subarray(start, i)) : '';
    } else if ((byte | FOLD) === 0x7b) {
      if (++depth !== 2) continue;
      isList = byte === 0x5b;
      index = 0;
      from = i + 1;
      // Of a name that comes twice the last one counts, here as in JSON.parse.
      if (isList && key === list) inList.clear();
    } else if ((byte | FOLD) === 0x7d) {
      if (depth-- === 2 && isList) endElement(i);
    } else if (byte === COMMA && depth === 2 && isList) endElement(i);
  }
  return { inList, elsewhere };
}
