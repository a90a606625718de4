/** A part of a mail, with what it holds. */
export interface MimePart {
  /** Its headers by name, in lower case; of several of one name the first. */
  readonly headers: ReadonlyMap<string, string>;
  /** Its media type, in lower case. */
  readonly type: string;
  /** Its bytes, decoded; of one that holds parts, what they are made of. */
  readonly body: Buffer;
  readonly parts: readonly MimePart[];
}

const MOST_DEEP = 6;
const MOST_PARTS = 50;

/** Reads a mail (RFC 5322, RFC 2045) into its parts. Total: what is written wrong is read as far as it can be. */
export function readMime(bytes: Buffer, depth = 0): MimePart {
  const text = bytes.toString('latin1');
  const split = /\r?\n\r?\n/.exec(text);
  const headers = readHeaders(split ? text.slice(0, split.index) : text);
  const raw = split ? bytes.subarray(split.index + split[0].length) : Buffer.alloc(0);
  const said = headers.get('content-type') ?? 'text/plain';
  const type = said.split(';')[0]!.trim().toLowerCase();
  const body = decode(raw, headers.get('content-transfer-encoding')?.trim().toLowerCase());
  if (depth >= MOST_DEEP) return { headers, type, body, parts: [] };
  if (type === 'message/rfc822') return { headers, type, body, parts: [readMime(body, depth + 1)] };
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(said);
  if (!type.startsWith('multipart/') || !boundary) return { headers, type, body, parts: [] };
  const parts = partsIn(raw, boundary[1] ?? boundary[2]!).map((part) => readMime(part, depth + 1));
  return { headers, type, body, parts };
}

/** Returns a part and all within it. */
export function allParts(part: MimePart): readonly MimePart[] {
  return [part, ...part.parts.flatMap(allParts)];
}

/** Reads header fields, unfolded; of several of one name the first. */
export function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

function partsIn(raw: Buffer, boundary: string): readonly Buffer[] {
  const text = raw.toString('latin1');
  const lines = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[^\w]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const parts: Buffer[] = [];
  let from: number | undefined;
  for (const line of text.matchAll(lines)) {
    if (from !== undefined) parts.push(raw.subarray(from, line.index));
    if (line[1] !== undefined || parts.length >= MOST_PARTS) return parts;
    const end = line.index + line[0].length;
    from = end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  }
  if (from !== undefined) parts.push(raw.subarray(from));
  return parts;
}

function decode(raw: Buffer, how: string | undefined): Buffer {
  if (how === 'base64') return Buffer.from(raw.toString('latin1'), 'base64');
  if (how !== 'quoted-printable') return raw;
  const text = raw.toString('latin1').replace(/=[ \t]*\r?\n/g, '');
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
