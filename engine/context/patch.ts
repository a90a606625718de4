import type { CustomerState } from '../../triggers/state/contract.ts';
import { copyRecord } from '../../triggers/state/records.ts';
import { addSeen } from '../../triggers/state/seen.ts';
import type { ByteWriter } from '../bytes/contract.ts';
import type { StateJournal } from './contract.ts';
import { readReservation, type StoredReservation, writeReservations } from './encoding.ts';
import { applyRestPatch, type RestPatch, type WrittenRest, writeRestPatch } from './encoding-rest.ts';
import { readGroup, type ValueGroup, writeValues } from './encoding-values.ts';
import { type Messages, type NewMessages, SAME_MESSAGES } from './new-messages.ts';
import { writeSeen } from './seen-bytes.ts';

/** The changes of one commit, in their stored form. */
type Patch = readonly [
  lastAt: number,
  /** The position's time, counted back from `lastAt`. */
  positionBefore: number,
  /** The signals that were remembered, in their stored form. */
  remembered: string,
  /** The number of signals that the state remembers now. */
  seen: number,
  /** All values by the kinds of signals that were heard. A kind without values stands alone. */
  groups: readonly ValueGroup[],
  rest: RestPatch,
  /** Messages that were let through. Absent, with what follows: no reservation is new or gone. */
  booked?: readonly StoredReservation[],
  /** The number of reservations that the state has now. */
  kept?: number,
  /** The triggers that spoke, and when. */
  fired?: CustomerState['fired'],
];

/**
 * Writes what has changed since the state was stored: what its journal noted, new messages, and what of the rest is
 * other than `noted`.
 */
export function writePatch(
  state: CustomerState,
  { remembered, heard }: StateJournal,
  messages: NewMessages,
  noted: WrittenRest,
  out: ByteWriter,
): void {
  const { lastAt, positionAt, seen, values } = state;
  out.ascii('[');
  out.number(lastAt);
  out.ascii(',');
  out.number(lastAt - positionAt);
  out.ascii(',"');
  writeSeen(seen, out, remembered);
  out.ascii('",');
  out.number(seen?.count ?? 0);
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
  writeMessages(state, messages, out);
  out.ascii(']');
}

function writeMessages({ reservations, fired }: Messages, messages: NewMessages, out: ByteWriter): void {
  if (messages === SAME_MESSAGES) return;
  const { reserved, spoke } = messages;
  out.ascii(',[');
  writeReservations(reservations, out, reserved);
  out.ascii('],');
  out.number(reservations.length);
  out.ascii(',{');
  for (const [i, name] of spoke.entries()) {
    if (i > 0) out.ascii(',');
    out.quoted(name);
    out.ascii(':');
    out.number(fired[name]!);
  }
  out.ascii('}');
}

/** Applies a patch to the state that it was written for. */
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
  state.fired = Object.assign(copyRecord(state.fired), fired);
}
