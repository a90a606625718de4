import type { CustomerState } from '../../triggers/state/contract.ts';
import { addSeen, countSeen, seenSince } from '../../triggers/state/seen.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import { readReservation, type StoredReservation, writeReservations } from './encoding.ts';
import { applyRestPatch, type RestPatch, type WrittenRest, writeRestPatch } from './encoding-rest.ts';
import { readGroup, type ValueGroup, writeValues } from './encoding-values.ts';

/** What the signals of one commit changed: a few of them touch a small part of a state. */
type Patch = readonly [
  lastAt: number,
  /** How long before that. */
  positionBefore: number,
  /** The signals that were not stored yet, as they are remembered, and of how many that is so now. */
  remembered: string,
  seen: number,
  /** All that is known by the kinds of signals that were heard; a kind by which nothing is known stands alone. */
  groups: readonly ValueGroup[],
  rest: RestPatch,
  /** Messages that were let through since, how many there are now, and when which trigger spoke. Absent: none was. */
  booked?: readonly StoredReservation[],
  kept?: number,
  fired?: CustomerState['fired'],
];

/** Writes what has changed since the rest was noted. */
export function writePatch(state: CustomerState, noted: WrittenRest, out: ByteWriter): void {
  const { lastAt, positionAt, seen, values } = state;
  const { signals, heard } = state.unstored;
  out.ascii('[');
  out.number(lastAt);
  out.ascii(',');
  out.number(lastAt - positionAt);
  out.ascii(',"');
  const from = seenSince(seen, signals);
  out.raw(seen.bytes.subarray(from, seen.length), seen.length - from);
  out.ascii('",');
  out.number(countSeen(seen));
  out.ascii(',[');
  for (let i = 0; i < heard.length; i++) {
    if (i > 0) out.ascii(',');
    if (writeValues(values, lastAt, out, heard[i]!)) continue;
    out.ascii('[');
    out.quoted(heard[i]!.kind);
    out.ascii(',0]');
  }
  out.ascii('],');
  writeRestPatch(state, out, noted);
  writeMessages(state, out);
  out.ascii(']');
}

function writeMessages({ reservations, fired, unstored }: CustomerState, out: ByteWriter): void {
  if (unstored.reserved === 0 && unstored.fired.length === 0) return;
  out.ascii(',[');
  writeReservations(reservations, out, unstored.reserved);
  out.ascii('],');
  out.number(reservations.length);
  out.ascii(',{');
  for (let i = 0; i < unstored.fired.length; i++) {
    const name = unstored.fired[i]!;
    if (i > 0) out.ascii(',');
    out.quoted(name);
    out.ascii(':');
    out.number(fired[name]!);
  }
  out.ascii('}');
}

/** Takes a patch into the state that it was written for. */
export function applyPatch(state: CustomerState, text: string): void {
  const [lastAt, positionBefore, remembered, seen, groups, rest, booked, kept, fired] = JSON.parse(text) as Patch;
  state.lastAt = lastAt;
  state.positionAt = lastAt - positionBefore;
  addSeen(state, remembered, seen);
  const heard = new Set(groups.map(([kind]) => kind));
  for (const name of Object.keys(state.values)) if (heard.has(state.values[name]!.source)) delete state.values[name];
  for (const group of groups) readGroup(state.values, group, lastAt);
  applyRestPatch(state, rest);
  if (!booked) return;
  const all = [...state.reservations, ...booked.map(readReservation)];
  state.reservations = all.slice(all.length - kept!);
  state.fired = { ...state.fired, ...fired };
}
