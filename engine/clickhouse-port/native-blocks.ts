import { QuestionRefused } from '../outcomes/guests/contract.ts';

/*
 * THE FORMAT NATIVE BY REVISION. A client may say in `client_protocol_version` which form of the blocks it reads; that
 * of Grafana always does. The library writes the first form alone. Later ones have a few bytes more before each block
 * and behind the type of each column, so its blocks are walked through, column by column, and these are put in.
 *
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Formats/NativeWriter.cpp
 */

/** Its bucket is none, and it holds no rows of an overflow. */
const BLOCK_INFO = Uint8Array.of(1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0);
/** A column is written in the usual way. */
const USUAL = Uint8Array.of(0);
const SAYS_HOW_FROM = 54_454;

/** Returns blocks as a client of a revision reads them. Throws QuestionRefused for a type that nobody walks through. */
export function writeRevision(native: Uint8Array, revision: number): Uint8Array {
  if (revision === 0) return native;
  const cursor = createCursor(native);
  const pieces: Uint8Array[] = [];
  while (cursor.at < native.length) {
    pieces.push(BLOCK_INFO);
    const [columns, rows] = cursor.keep(pieces, () => [cursor.number(), cursor.number()] as const);
    for (let column = 0; column < columns; column++) {
      const type = cursor.keep(pieces, () => {
        cursor.text();
        return cursor.text();
      });
      if (revision >= SAYS_HOW_FROM) pieces.push(USUAL);
      cursor.keep(pieces, () => {
        if (rows === 0) return;
        skipPrefix(cursor, type);
        skipRows(cursor, type, rows);
      });
    }
  }
  return Buffer.concat(pieces);
}

type Cursor = ReturnType<typeof createCursor>;

function createCursor(bytes: Uint8Array) {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const cursor = {
    at: 0,
    skip(count: number) {
      cursor.at += count;
      if (cursor.at > bytes.length) throw new Error('the blocks of an answer end early');
    },
    /** Reads a number of seven bits a byte. */
    number() {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = view[cursor.at] ?? 0;
        cursor.skip(1);
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    },
    text() {
      const length = cursor.number();
      cursor.skip(length);
      return view.toString('utf8', cursor.at - length, cursor.at);
    },
    long() {
      cursor.skip(8);
      return Number(view.readBigUInt64LE(cursor.at - 8));
    },
    /** Puts the bytes that `read` passes by to the pieces. */
    keep<T>(pieces: Uint8Array[], read: () => T): T {
      const from = cursor.at;
      const result = read();
      pieces.push(view.subarray(from, cursor.at));
      return result;
    },
  };
  return cursor;
}

/** What stands before the rows of a column: of each dictionary its version. */
function skipPrefix(cursor: Cursor, type: string): void {
  const { name, parts } = readType(type);
  if (name === 'LowCardinality') cursor.skip(8);
  else if (NESTING.has(name)) for (const part of parts) skipPrefix(cursor, part);
}

const NESTING: ReadonlySet<string> = new Set(['Array', 'Map', 'Tuple', 'Nullable']);

function skipRows(cursor: Cursor, type: string, rows: number): void {
  const { name, parts } = readType(type);
  const [first = ''] = parts;
  const width = widthOf(name, parts);
  if (width !== undefined) cursor.skip(width * rows);
  else if (name === 'String') for (let row = 0; row < rows; row++) cursor.skip(cursor.number());
  else if (name === 'Nullable') {
    cursor.skip(rows);
    skipRows(cursor, first, rows);
  } else if (name === 'Tuple') for (const part of parts) skipRows(cursor, part, rows);
  else if (name === 'Array' || name === 'Map') {
    cursor.skip(8 * (rows - 1));
    const all = cursor.long();
    for (const part of parts) skipRows(cursor, part, all);
  } else if (name === 'LowCardinality') skipDictionary(cursor, first);
  else throw new QuestionRefused('wrong', `the type ${type} cannot be written in this form; ask for toString() of it`);
}

const HAS_KEYS = 512;

function skipDictionary(cursor: Cursor, type: string): void {
  const { name, parts } = readType(type);
  const flags = cursor.long();
  // none is the first key
  if ((flags & HAS_KEYS) !== 0) skipRows(cursor, name === 'Nullable' ? (parts[0] ?? '') : type, cursor.long());
  cursor.skip(2 ** (flags & 255) * cursor.long());
}

const WIDTHS: readonly (readonly [names: RegExp, bytes: number])[] = [
  [/^(?:U?Int8|Bool|Enum8|Nothing)$/, 1],
  [/^(?:U?Int16|Date|Enum16|BFloat16)$/, 2],
  [/^(?:U?Int32|Float32|Date32|DateTime|IPv4)$/, 4],
  [/^(?:U?Int64|Float64|DateTime64|Interval\w+)$/, 8],
  [/^(?:U?Int128|UUID|IPv6)$/, 16],
  [/^U?Int256$/, 32],
];

function widthOf(name: string, [first = '']: readonly string[]): number | undefined {
  if (name === 'FixedString') return Number(first);
  if (name === 'Decimal') return [9, 18, 38].reduce((width, digits) => (Number(first) > digits ? width * 2 : width), 4);
  return WIDTHS.find(([names]) => names.test(name))?.[1];
}

/** `Map(String, Array(UInt8))` in parts; of a named part its type alone. */
function readType(type: string): { readonly name: string; readonly parts: readonly string[] } {
  const open = type.indexOf('(');
  if (open < 0) return { name: type, parts: [] };
  const name = type.slice(0, open);
  const parts = splitParts(type.slice(open + 1, -1));
  if (name === 'Tuple') return { name, parts: parts.map((part) => part.replace(/^(?:\w+|`[^`]+`) (?=\w)/, '')) };
  if (name === 'SimpleAggregateFunction') return readType(parts[1] ?? '');
  return { name, parts };
}

function splitParts(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^'\\]|\\.)*'|[\s\S]/g)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}
