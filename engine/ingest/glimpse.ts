/** The parts of a signal that are found without parsing: its place in the text, and those of its kind and its id. */
export class Glimpse {
  readonly from: number;
  to = 0;
  /** The kind without its quotes. Both 0: there is none. */
  kindFrom = 0;
  kindTo = 0;
  /** The id with its quotes. Both 0: there is none, or none that can be repeated. */
  idFrom = 0;
  idTo = 0;

  constructor(from: number) {
    this.from = from;
  }
}

/**
 * Finds the signals of a text, a single one or those of its top-level list, in one pass over its bytes. Refused signals
 * need no parsing, and no string is made of them. Undefined: the text holds no signals, or is not JSON.
 */
export function glimpse(bytes: Buffer, list: string): readonly Glimpse[] | undefined {
  const { length } = bytes;
  const signals: Glimpse[] = [];
  let depth = 0;
  /** At this depth stand the members of a signal; 0: their list is over. */
  let level = 1;
  let isList = false;
  let member: typeof ID | typeof KIND | undefined;
  let current = NOTHING;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      const start = i;
      while (++i < length && bytes[i] !== QUOTE) if (bytes[i] === BACKSLASH) i++;
      if (depth !== level && depth !== 1) continue;
      if (isName(bytes, i)) {
        if (depth === level)
          member = isText(bytes, start, i, ID) ? ID : isText(bytes, start, i, KIND) ? KIND : undefined;
        if (depth === 1) {
          if (isText(bytes, start, i, TYPE)) return undefined;
          isList = isText(bytes, start, i, list);
        }
      } else if (depth === level) {
        if (member === KIND) {
          current.kindFrom = start + 1;
          current.kindTo = i;
        } else if (member === ID && isFit(bytes, start + 1, i)) {
          current.idFrom = start;
          current.idTo = i + 1;
        }
        member = undefined;
      }
      continue;
    }
    const folded = byte | FOLD;
    if (folded === OPENING) {
      depth++;
      if (depth === level && byte === OPENING) current = new Glimpse(i);
      else if (depth === 2 && isList && byte !== OPENING) level = LIST_LEVEL;
    } else if (folded === CLOSING) {
      if (depth === level && byte === CLOSING) {
        current.to = i + 1;
        signals.push(current);
      }
      if (--depth === 1 && level === LIST_LEVEL) level = 0;
    }
  }
  return depth === 0 ? signals : undefined;
}

/** Depth of the members of a signal in a list. */
const LIST_LEVEL = 3;
const ID = 'id';
const KIND = 'kind';
const TYPE = 'type';
const NOTHING = new Glimpse(0);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;
const TILDE = 0x7e;
const OPENING = 0x7b;
const CLOSING = 0x7d;
/** `[` and `{` differ in this bit only, so do `]` and `}`. */
const FOLD = 0x20;
const LONGEST_ID = 128;

/** Whether a text that ends at a quote is followed by a colon. */
function isName(bytes: Buffer, quoteAt: number): boolean {
  let i = quoteAt + 1;
  while (i < bytes.length && bytes[i]! <= SPACE) i++;
  return bytes[i] === COLON;
}

/** Whether the text between two quotes is this one. */
function isText(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start - 1 !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + 1 + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isFit(bytes: Buffer, from: number, to: number): boolean {
  if (to === from || to - from > LONGEST_ID) return false;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte <= SPACE || byte > TILDE || byte === BACKSLASH) return false;
  }
  return true;
}
