import type { Reason } from '../../triggers/gates/contract.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { writeJson } from '../bytes/write-json.ts';
import type {
  ConversationRow,
  Facts,
  MessageRow,
  Outcome,
  ProofRow,
  ReplyOutcome,
  Row,
  SignalRow,
  TeamOutcome,
  WokenRow,
} from './contract.ts';

/**
 * The decimals of a stored position where the settings name none. Three are 111 metres: enough for a story, too coarse
 * to find a person.
 */
const USUAL_DECIMALS = 3;
const POSITION = /^l(?:at(?:itude)?|on(?:gitude)?|ng)$/;
const MAX_VALUE_BYTES = 8_192;
/** Mail programs cut a longer mail. */
const MAX_CONTENT_BYTES = 131_072;
const MAX_MEMBER_BYTES = 256;
const MAX_REASON_CHARS = 500;

/**
 * Writes a row as one line of a stream, in the layout that its first character names (see `layouts.ts`).
 */
export function writeRow(row: Row, out: ByteWriter): void {
  if ('step' in row) writeOutcome(row, out);
  else if ('signal' in row) writeSignal(row, out);
  else if ('wokenTrigger' in row) writeWoken(row, out);
  else if ('said' in row) writeSaid(row, out);
  else if ('confirmedAt' in row) writeProof(row, out);
  else writeMessage(row, out);
}

/** One writer for all lines: its memory lies outside the heap, and much of that makes the collector run. */
const oneLine = new GrowingBytes();

/** Returns a row as one line of a stream. */
export function lineOf(row: Row): string {
  oneLine.length = 0;
  writeRow(row, oneLine);
  return oneLine.toString();
}

/** A row of ClickHouse's `outcomes`. */
function writeOutcome(outcome: Outcome | TeamOutcome | ReplyOutcome, out: ByteWriter): void {
  const { reason, facts } = outcome;
  out.ascii(facts ? 'F[' : 'R[');
  out.quoted(outcome.step);
  number(Math.trunc(outcome.at), out);
  number(Math.trunc(outcome.wallAt), out);
  number(Math.round(outcome.elapsedMs * 1000) / 1000, out);
  text(outcome.customer, out);
  text(outcome.signal, out);
  number(Math.trunc(outcome.signalAt), out);
  text(outcome.trigger, out);
  number(outcome.version, out);
  text(outcome.decision, out);
  text(outcome.channel, out);
  text(outcome.provider, out);
  text(outcome.place, out);
  text(outcome.gate, out);
  text(reason.length > MAX_REASON_CHARS ? `${reason.slice(0, MAX_REASON_CHARS - 1)}…` : reason, out);
  number(outcome.attempt, out);
  if (outcome.why) writeReason(outcome.why, out);
  else out.ascii(',"","",0');
  if (facts) writeFacts(facts, out);
  out.ascii(']');
}

function writeReason({ code, args, until = 0 }: Reason, out: ByteWriter): void {
  text(code, out);
  text(JSON.stringify(args), out);
  number(Math.trunc(until), out);
}

function writeFacts(facts: Facts, out: ByteWriter): void {
  text(facts.deviceForm ?? '', out);
  text(facts.deviceSystem ?? '', out);
  text(facts.weather ?? '', out);
  text(facts.temperatureBand ?? '', out);
  numberOrNull(facts.hour, out);
  numberOrNull(facts.weekday, out);
  text(facts.country ?? '', out);
  text(facts.cell ?? '', out);
  out.ascii(',[');
  const tags = facts.placeTags ?? NONE;
  for (let i = 0; i < tags.length; i++) {
    if (i > 0) out.ascii(',');
    out.quoted(tags[i]!);
  }
  out.ascii(']');
  text(facts.purpose ?? '', out);
  text(facts.template ?? '', out);
  text(facts.locale ?? '', out);
  text(facts.variant ?? '', out);
  text(facts.group ?? '', out);
  yesNo(facts.isAlone, out);
  yesNo(facts.isByMachine, out);
  const { conversion } = facts;
  text(conversion?.goal ?? '', out);
  yesNo(conversion?.isPrimary, out);
  yesNo(conversion?.isFirst, out);
  yesNo(conversion?.isLast, out);
  numberOrNull(conversion?.value, out);
}

/** A row of ClickHouse's `woken`. */
function writeWoken({ hour, wokenTrigger, condition, answer, run, count }: WokenRow, out: ByteWriter): void {
  out.ascii('W[');
  out.number(Math.trunc(hour / 1000));
  text(wokenTrigger, out);
  text(condition, out);
  text(answer, out);
  text(run, out);
  number(count, out);
  out.ascii(']');
}

/**
 * A row of ClickHouse's `signals`. Positions in its value are coarsened; of a value too long for a row only short
 * members are kept, and the row says so.
 */
function writeSignal(
  { signal, receivedAt, late, positionDecimals = USUAL_DECIMALS, moves = NONE }: SignalRow,
  out: ByteWriter,
): void {
  out.ascii('T[');
  out.quoted(signal.id);
  text(signal.kind, out);
  text(signal.customer, out);
  number(Math.trunc(signal.at), out);
  number(Math.trunc(receivedAt), out);
  out.ascii(late ? ',1,' : ',0,');
  const coarsely = roundPositions(positionDecimals);
  const from = out.length;
  writeJson(signal.value, out, coarsely);
  const isCut = out.length - from > MAX_VALUE_BYTES;
  if (isCut) {
    out.length = from;
    writeShortMembers(signal.value, out, coarsely);
  }
  out.ascii(isCut ? ',1' : ',0');
  text(moves.length === 0 ? '' : JSON.stringify(moves), out);
  out.ascii(']');
}

const NONE: readonly string[] = Object.freeze([]);

/** A row of ClickHouse's `messages`. Of content too long for a row only short slots are kept, and the row says so. */
function writeMessage({ decision, customer, at, channel, content }: MessageRow, out: ByteWriter): void {
  out.ascii('M[');
  out.quoted(decision);
  text(customer, out);
  number(Math.trunc(at), out);
  text(channel, out);
  writeContent(content, out);
}

/** A row of ClickHouse's `conversation`; its content is cut as that of a message. */
function writeSaid(row: ConversationRow, out: ByteWriter): void {
  out.ascii('C[');
  out.quoted(row.said);
  text(row.customer, out);
  number(Math.trunc(row.at), out);
  for (const part of [row.channel, row.thread, row.direction, row.who, row.decision]) text(part, out);
  writeContent(row.content, out);
}

/** A row of ClickHouse's `consent_proofs`. */
function writeProof(row: ProofRow, out: ByteWriter): void {
  out.ascii('P[');
  out.quoted(row.customer);
  for (const part of [row.channel, row.purpose, row.address, row.delivery]) text(part, out);
  number(Math.trunc(row.askedAt), out);
  number(Math.trunc(row.confirmedAt), out);
  text(row.agent, out);
  out.ascii(']');
}

function writeContent(content: MessageRow['content'], out: ByteWriter): void {
  out.ascii(',');
  const from = out.length;
  writeJson(content, out);
  const isCut = out.length - from > MAX_CONTENT_BYTES;
  if (isCut) {
    out.length = from;
    writeShortMembers(content, out, (_, value) => value);
  }
  out.ascii(isCut ? ',1]' : ',0]');
}

function text(value: string, out: ByteWriter): void {
  out.ascii(',');
  out.quoted(value);
}

function yesNo(value: boolean | undefined, out: ByteWriter): void {
  out.ascii(value === true ? ',1' : ',0');
}

function numberOrNull(value: number | undefined, out: ByteWriter): void {
  if (value === undefined) out.ascii(',null');
  else number(value, out);
}

function number(value: number, out: ByteWriter): void {
  out.ascii(',');
  out.number(value);
}

/** The functions that round the numbers of a position, by decimals. */
const coarse = new Map<number, (name: string, value: number) => number>();

function roundPositions(decimals: number): (name: string, value: number) => number {
  let coarsely = coarse.get(decimals);
  if (!coarsely) {
    const scale = 10 ** decimals;
    coarsely = (name, value) =>
      name.charCodeAt(0) === LETTER_L && POSITION.test(name) ? Math.round(value * scale) / scale : value;
    coarse.set(decimals, coarsely);
  }
  return coarsely;
}

const LETTER_L = 0x6c;

function writeShortMembers(
  value: Readonly<Record<string, unknown>>,
  out: ByteWriter,
  coarsely: (name: string, value: number) => number,
): void {
  const start = out.length;
  out.ascii('{');
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const from = out.length;
    if (from > start + 1) out.ascii(',');
    out.quoted(name);
    out.ascii(':');
    if (typeof member === 'number') out.number(coarsely(name, member));
    else writeJson(member, out, coarsely);
    if (out.length - from > MAX_MEMBER_BYTES) out.length = from;
    else if (out.length - start > MAX_VALUE_BYTES) {
      out.length = from;
      break;
    }
  }
  out.ascii('}');
}
