import type { CustomerState, Reservation } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { copyRecord } from '../../triggers/state/records.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { decodePlain } from './encoding-plain.ts';
import { type Rest, setRest, type WrittenRest, writeRest } from './encoding-rest.ts';
import { readGroup, type ValueGroup, writeValues } from './encoding-values.ts';
import { SeenBytes, writeSeen } from './seen-bytes.ts';

/**
 * The mark: the first character of a stored state, which names its encoding. A new encoding takes a new mark; old marks
 * are read.
 */
const MARK = '4';
/** The marks of states after which patches may stand. Those of `3` say nothing of messages. */
export const PATCHED_MARKS = '43';
/** The marks of earlier releases. In `1` fields have their names instead of codes; the rest is the same. */
const MARKS_BEFORE = '321';

/**
 * Writes a state whole: a mark, then a JSON list. The list is short: it leaves out what is empty, times of values count
 * back from the last signal, and the id is in the key. Writing it by hand is twice as fast as `JSON.stringify`
 * (docs/decisions/0021). Notes in `noted` how the rest was written.
 */
export function writeState(state: CustomerState, out: ByteWriter, noted?: WrittenRest): void {
  out.ascii(state.identified ? `${MARK}[1,` : `${MARK}[0,`);
  out.number(state.firstAt);
  out.ascii(',');
  out.number(state.lastAt);
  out.ascii(',');
  out.number(state.positionAt);
  out.ascii(',');
  out.number(state.seenFrom);
  out.ascii(',"');
  writeSeen(state.seen, out);
  out.ascii('",[');
  writeValues(state.values, state.lastAt, out);
  out.ascii('],[');
  writeReservations(state.reservations, out);
  out.ascii('],{');
  writeTimes(state.fired, out);
  out.ascii('},');
  writeRest(state, out, noted);
  if (state.definitions > 0) {
    out.ascii(',');
    out.number(state.definitions);
  }
  out.ascii(']');
}

/** Encodes a state as text. */
export function encodeState(state: CustomerState): string {
  const out = new GrowingBytes();
  writeState(state, out);
  return out.toString();
}

/** Reads a state that this release or an earlier one has written. Throws for a state of a later release. */
export function decodeState(id: string, text: string): CustomerState {
  if (text[0] === '{') return decodePlain(text);
  if (text[0] !== MARK && !MARKS_BEFORE.includes(text[0] ?? ' ')) {
    throw new Error(`the state of '${id}' was written by a newer release (mark '${text[0]}')`);
  }
  const [identified, firstAt, lastAt, positionAt, seenFrom, seen, groups, booked, fired, rest, definitions = 0] =
    JSON.parse(text.slice(1)) as Encoded;
  const state = emptyState(id);
  state.identified = identified === 1;
  state.firstAt = firstAt;
  state.lastAt = lastAt;
  state.positionAt = positionAt;
  state.seenFrom = seenFrom;
  state.seen = new SeenBytes(seen);
  state.fired = copyRecord(fired);
  state.definitions = definitions;
  setRest(state, rest);
  for (const group of groups) readGroup(state.values, group, lastAt);
  state.reservations = booked.map(readReservation);
  return state;
}

type Encoded = readonly [
  identified: 0 | 1,
  firstAt: number,
  lastAt: number,
  positionAt: number,
  seenFrom: number,
  seen: string,
  groups: readonly ValueGroup[],
  booked: readonly StoredReservation[],
  fired: CustomerState['fired'],
  rest: Rest,
  /** Absent in states of earlier releases. */
  definitions?: number,
];

/** A reservation in its stored form. The times of receipts come last, if there is one. */
export type StoredReservation = readonly [
  at: number,
  id: string,
  trigger: string,
  channel: string,
  purpose: string,
  ...receipts: readonly (number | null)[],
];
const RECEIPTS = ['opened', 'clicked', 'replied', 'delivered'] as const;

/** Writes the newest reservations, all by default, oldest first. */
export function writeReservations(
  reservations: readonly Reservation[],
  out: ByteWriter,
  newest = reservations.length,
): void {
  const from = Math.max(0, reservations.length - newest);
  for (let i = from; i < reservations.length; i++) {
    const { id, at, trigger, channel, purpose } = reservations[i]!;
    out.ascii(i === from ? '[' : ',[');
    out.number(at);
    for (const text of [id, trigger, channel, purpose]) {
      out.ascii(',');
      out.quoted(text);
    }
    writeReceipts(reservations[i]!, out);
    out.ascii(']');
  }
}

function writeReceipts(reservation: Reservation, out: ByteWriter): void {
  if (!RECEIPTS.some((receipt) => reservation[receipt] !== undefined)) return;
  for (const receipt of RECEIPTS) {
    const at = reservation[receipt];
    out.ascii(',');
    if (at === undefined) out.ascii('null');
    else out.number(at);
  }
}

/** Reads a reservation in its stored form. */
export function readReservation([at, id, trigger, channel, purpose, ...receipts]: StoredReservation): Reservation {
  const reservation: { -readonly [K in keyof Reservation]: Reservation[K] } = { id, at, trigger, channel, purpose };
  for (const [i, heardAt] of receipts.entries()) if (heardAt !== null) reservation[RECEIPTS[i]!] = heardAt;
  return reservation;
}

function writeTimes(times: Readonly<Record<string, number>>, out: ByteWriter): void {
  let isFirst = true;
  for (const name in times) {
    if (!isFirst) out.ascii(',');
    isFirst = false;
    out.quoted(name);
    out.ascii(':');
    out.number(times[name]!);
  }
}
