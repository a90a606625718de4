import type { HookEvent } from '../hooks/contract.ts';
import { decodeReceipt } from './decode-text.ts';
import { readText } from './pdu.ts';

/** What a customer wrote, or one part of it. */
export interface WrittenPart {
  readonly from: string;
  /** The number that they wrote to. */
  readonly to: string;
  readonly coding: number;
  readonly bytes: Buffer;
  /** Which part of a long message it is, from 1 on. Absent: it is whole. */
  readonly joins?: { readonly reference: number; readonly total: number; readonly part: number } | undefined;
}

const RECEIPT = 0x04;
const RECEIPT_BITS = 0x3c;
const HAS_HEADER = 0x40;
const MESSAGE_ID = 0x001e;
const MESSAGE_STATE = 0x0427;
const PAYLOAD = 0x0424;
const [REFERENCE, TOTAL, PART] = [0x020c, 0x020e, 0x020f];

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  ...{ 2: 'delivered', 3: 'failed', 4: 'failed', 5: 'failed', 8: 'failed' },
  ...{ DELIVRD: 'delivered', EXPIRED: 'failed', DELETED: 'failed', UNDELIV: 'failed', REJECTD: 'failed' },
};

/**
 * Reads a `deliver_sm`: a receipt, or what a customer wrote; undefined: neither, such as a message that is on its way.
 * `isDecimal`: the centre writes ids as hexadecimal in its answers, and as decimal in its receipts.
 */
export function readDeliver(
  body: Buffer,
  isDecimal: boolean,
): { readonly receipt: HookEvent } | { readonly written: WrittenPart } | undefined {
  const { from, to, kind, coding, content, options } = readFields(body);
  const all = content.byteLength > 0 ? content : (options.get(PAYLOAD) ?? content);
  const hasHeader = (kind & HAS_HEADER) !== 0;
  const bytes = hasHeader ? all.subarray(1 + (all[0] ?? 0)) : all;
  if ((kind & RECEIPT_BITS) !== RECEIPT) {
    const joins = (hasHeader ? joinsOfHeader(all.subarray(1, 1 + (all[0] ?? 0))) : undefined) ?? joinsOf(options);
    return { written: { from, to, coding, bytes, joins } };
  }
  const words = decodeReceipt(bytes, coding);
  const said = options.get(MESSAGE_ID);
  const id = said ? readText(said).text : /\bid:(\S+)/.exec(words)?.[1];
  const code = options.get(MESSAGE_STATE)?.[0] ?? /\bstat:(\w+)/.exec(words)?.[1] ?? '';
  const state = STATES[String(code)];
  if (id === undefined || state === undefined) return undefined;
  const message = isDecimal && /^\d+$/.test(id) ? BigInt(id).toString(16) : id;
  const reason = state === 'failed' ? words.slice(0, 200) : undefined;
  return { receipt: { id: `${message} ${state}`, message, state, ...(reason !== undefined && { reason }) } };
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
    to: target.text,
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

/** Reads the elements of a user data header: 3GPP TS 23.040, 9.2.3.24.1 (short reference) and 9.2.3.24.8 (long). */
function joinsOfHeader(header: Buffer): WrittenPart['joins'] {
  for (let at = 0; at + 2 <= header.byteLength; at += 2 + header[at + 1]!) {
    const value = header.subarray(at + 2, at + 2 + header[at + 1]!);
    if (header[at] === 0 && value.byteLength === 3) return place(value[0]!, value[1]!, value[2]!);
    if (header[at] === 8 && value.byteLength === 4) return place(value.readUInt16BE(0), value[2]!, value[3]!);
  }
  return undefined;
}

/** Reads the options that say the same where there is no header: SMPP 3.4, 5.3.2.22 to 24. */
function joinsOf(options: ReadonlyMap<number, Buffer>): WrittenPart['joins'] {
  const [reference, total, part] = [REFERENCE, TOTAL, PART].map((option) => options.get(option));
  if (reference?.byteLength !== 2 || !total?.byteLength || !part?.byteLength) return undefined;
  return place(reference.readUInt16BE(0), total[0]!, part[0]!);
}

/** A part that cannot be one of its message is whole, as the standard says. */
function place(reference: number, total: number, part: number): WrittenPart['joins'] {
  return total > 1 && part >= 1 && part <= total ? { reference, total, part } : undefined;
}
