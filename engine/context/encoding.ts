import { type CustomerState, emptyState, type Known, type Reservation } from '../../triggers/state/contract.ts';
import { seenSignals } from '../../triggers/state/seen.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { writeJson } from '../bytes/write-json.ts';
import { decodePlain } from './encoding-plain.ts';
import { CODED_FIELDS, FIELD_CODES } from './field-codes.ts';

/** The first character of a state as text: which encoding follows. What comes next is a new mark; the old ones stay readable. */
const MARK = '2';
/** Fields were written by their names; otherwise it is the same. */
const MARK_BEFORE = '1';

/**
 * Writes a state: a mark, then a JSON list. It is written whole at every change, so it is short (what is empty is left out, times
 * of values count back from the last signal) and made by hand, which is twice as fast. The id is not in it: it is in the key.
 */
export function writeState(state: CustomerState, out: ByteWriter): void {
  out.ascii(state.identified ? `${MARK}[1,` : `${MARK}[0,`);
  out.number(state.firstAt);
  out.ascii(',');
  out.number(state.lastAt);
  out.ascii(',');
  out.number(state.positionAt);
  out.ascii(',');
  out.number(state.seenFrom);
  out.ascii(',"');
  out.raw(state.seen.bytes, state.seen.length);
  out.ascii('",[');
  writeValues(state.values, state.lastAt, out);
  out.ascii('],[');
  writeReservations(state.reservations, out);
  out.ascii('],{');
  writeTimes(state.fired, out);
  out.ascii('},');
  writeRest(state, out);
  if (state.definitions > 0) {
    out.ascii(',');
    out.number(state.definitions);
  }
  out.ascii(']');
}

/** A state as text. */
export function encodeState(state: CustomerState): string {
  const out = new ByteWriter();
  writeState(state, out);
  return out.toString();
}

/** Reads what `writeState` wrote, now or in an earlier release. Throws where a later release wrote it. */
export function decodeState(id: string, text: string): CustomerState {
  if (text[0] === '{') return decodePlain(text);
  if (text[0] !== MARK && text[0] !== MARK_BEFORE) {
    throw new Error(`the state of '${id}' was written by a newer release (mark '${text[0]}')`);
  }
  const [identified, firstAt, lastAt, positionAt, seenFrom, seen, groups, booked, fired, rest, definitions = 0] =
    JSON.parse(text.slice(1)) as Encoded;
  const state: CustomerState = {
    ...emptyState(id),
    ...{ identified: identified === 1, firstAt, lastAt, positionAt, seenFrom, fired, definitions },
    seen: seenSignals(seen),
    ...rest,
  };
  for (const group of groups) readGroup(state.values, group, lastAt);
  for (const [at, key, trigger, channel, purpose, ...receipts] of booked) {
    const reservation: Reservation = { id: key, at, trigger, channel, purpose };
    for (const [i, heardAt] of receipts.entries()) if (heardAt !== null) reservation[RECEIPTS[i]!] = heardAt;
    state.reservations.push(reservation);
  }
  return state;
}

type Encoded = readonly [
  identified: 0 | 1,
  firstAt: number,
  lastAt: number,
  positionAt: number,
  seenFrom: number,
  seen: string,
  groups: readonly Group[],
  booked: readonly Booked[],
  fired: CustomerState['fired'],
  rest: Partial<Pick<CustomerState, Rest>>,
  /** Absent in states of earlier releases, which in turn leave it out. */
  definitions?: number,
];

/** Everything else: as plain JSON, and only where it is not empty. A new property of the state must be named here. */
type Rest = Exclude<keyof CustomerState, 'id' | 'values' | 'reservations' | 'fired' | Scalar>;
type Scalar = 'identified' | 'firstAt' | 'lastAt' | 'positionAt' | 'seenFrom' | 'seen' | 'definitions';
const REST = Object.keys({
  ...{
    inside: 1,
    movement: 1,
    consents: 1,
    suppressed: 1,
    memory: 1,
    marks: 1,
    visits: 1,
    timers: 1,
    aliases: 1,
    mergedInto: 1,
    reservationsFrom: 1,
  },
} satisfies Record<Rest, 1>) as readonly Rest[];

function writeRest(state: CustomerState, out: ByteWriter): void {
  let isFirst = true;
  out.ascii('{');
  for (const name of REST) {
    const value = state[name];
    if (value === undefined || isEmpty(value)) continue;
    out.ascii(isFirst ? '"' : ',"');
    isFirst = false;
    out.ascii(name);
    out.ascii('":');
    writeJson(value, out);
  }
  out.ascii('}');
}

function isEmpty(value: object | string | number): boolean {
  if (typeof value === 'number') return false;
  for (const _ in value as object) return false;
  return true;
}

/** The times of receipts come last, where there is one. */
type Booked = readonly [
  at: number,
  id: string,
  trigger: string,
  channel: string,
  purpose: string,
  ...receipts: readonly (number | null)[],
];
const RECEIPTS = ['opened', 'clicked', 'replied'] as const;

function writeReservations(reservations: readonly Reservation[], out: ByteWriter): void {
  for (let i = 0; i < reservations.length; i++) {
    const { id, at, trigger, channel, purpose } = reservations[i]!;
    out.ascii(i === 0 ? '[' : ',[');
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

/**
 * Values of one signal together: who said so, how long before the last signal, then names and values. A number where a name
 * would stand is the code of a field (see `field-codes.ts`) when it is negative; otherwise it says how long the values after it stay
 * true; 0 or none: always.
 */
type Group = readonly [source: string, before: number, ...unknown[]];

function writeValues(values: CustomerState['values'], lastAt: number, out: ByteWriter): void {
  let source: string | undefined;
  let at = Number.NaN;
  let staysTrueMs = 0;
  for (const name in values) {
    const known = values[name]!;
    if (known.source !== source || known.at !== at) {
      out.ascii(source === undefined ? '[' : '],[');
      ({ source, at } = known);
      staysTrueMs = 0;
      out.quoted(source);
      out.ascii(',');
      out.number(lastAt - at);
    }
    const stays = known.until === undefined ? 0 : known.until - at;
    out.ascii(',');
    if (stays !== staysTrueMs) {
      staysTrueMs = stays;
      out.number(stays);
      out.ascii(',');
    }
    const code = FIELD_CODES.get(name);
    if (code === undefined) out.quoted(name);
    else out.ascii(code);
    out.ascii(',');
    writeJson(known.v, out);
  }
  if (source !== undefined) out.ascii(']');
}

function readGroup(into: Record<string, Known>, [source, before, ...items]: Group, lastAt: number): void {
  const at = lastAt - before;
  let staysTrueMs = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item === 'number' && item >= 0) staysTrueMs = item;
    else {
      const v = items[++i];
      into[nameOf(item)] = staysTrueMs === 0 ? { v, at, source } : { v, at, until: at + staysTrueMs, source };
    }
  }
}

function nameOf(item: unknown): string {
  if (typeof item === 'string') return item;
  const field = CODED_FIELDS[-1 - (item as number)];
  if (field === undefined) throw new Error(`a newer release wrote the field ${item}, which this one does not know`);
  return field;
}
