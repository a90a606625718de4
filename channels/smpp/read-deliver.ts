import type { HookEvent } from '../hooks/contract.ts';
import { readText } from './pdu.ts';

const RECEIPT = 0x04;
const RECEIPT_BITS = 0x3c;
const HAS_HEADER = 0x40;
const MESSAGE_ID = 0x001e;
const MESSAGE_STATE = 0x0427;
const PAYLOAD = 0x0424;

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  ...{ 2: 'delivered', 3: 'failed', 4: 'failed', 5: 'failed', 8: 'failed' },
  ...{ DELIVRD: 'delivered', EXPIRED: 'failed', DELETED: 'failed', UNDELIV: 'failed', REJECTD: 'failed' },
};

/**
 * Reads a `deliver_sm`: a receipt, or what a customer wrote; undefined: neither, such as a message that is on its way.
 * `isDecimal`: the centre writes ids as hexadecimal in its answers, and as decimal in its receipts.
 */
export function readDeliver(body: Buffer, isDecimal: boolean): HookEvent | undefined {
  const { from, kind, coding, content, options } = readFields(body);
  const bytes = content.byteLength > 0 ? content : (options.get(PAYLOAD) ?? content);
  const words = decode(kind & HAS_HEADER ? bytes.subarray(1 + (bytes[0] ?? 0)) : bytes, coding);
  if ((kind & RECEIPT_BITS) !== RECEIPT) {
    return { id: `${from} ${words}`, state: 'replied', address: from.replace(/^(?=\d)/, '+'), text: words };
  }
  const said = options.get(MESSAGE_ID);
  const id = said ? readText(said).text : /\bid:(\S+)/.exec(words)?.[1];
  const code = options.get(MESSAGE_STATE)?.[0] ?? /\bstat:(\w+)/.exec(words)?.[1] ?? '';
  const state = STATES[String(code)];
  if (id === undefined || state === undefined) return undefined;
  const message = isDecimal && /^\d+$/.test(id) ? BigInt(id).toString(16) : id;
  return { id: `${message} ${state}`, message, state, ...(state === 'failed' && { reason: words.slice(0, 200) }) };
}

function readFields(body: Buffer) {
  const source = readText(body, readText(body).end + 2);
  const target = readText(body, source.end + 2);
  const kind = body[target.end] ?? 0;
  const validity = readText(body, readText(body, target.end + 3).end);
  const coding = body[validity.end + 2] ?? 0;
  const from = validity.end + 5;
  const end = from + (body[validity.end + 4] ?? 0);
  return {
    from: source.text,
    kind,
    coding,
    content: body.subarray(from, end),
    options: readOptions(body.subarray(end)),
  };
}

function readOptions(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.byteLength; ) {
    const length = bytes.readUInt16BE(at + 2);
    options.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return options;
}

function decode(bytes: Buffer, coding: number): string {
  // What people write is read as UTF-16 or as Latin; receipts are plain letters in every alphabet.
  if (coding === 8)
    return Buffer.from(bytes.subarray(0, bytes.byteLength & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString('latin1');
}
