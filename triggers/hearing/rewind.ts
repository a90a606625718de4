import { isHistory } from '../changes/history.ts';
import { SILENCE } from '../places/beacons.ts';
import type { CustomerState, Reservation } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import type { InsidePlace } from '../state/movement/contract.ts';
import { timerKey } from '../state/timers.ts';

/**
 * Returns the part of a state that was true before `at`, from which a replay of later signals begins. Values that were
 * overwritten or deleted since, memories of wakers and their armed timers are missing. Marks of what happened go as far
 * back as they are remembered.
 */
export function rewind(state: CustomerState, at: number): CustomerState {
  const back = emptyState(state.id);
  const isBefore = (one: { readonly at: number }) => one.at < at;
  Object.assign(back.values, structuredClone(pick(state.values, isBefore)));
  Object.assign(back.consents, pick(state.consents, isBefore));
  Object.assign(back.suppressed, pick(state.suppressed, isBefore));
  for (const [id, inside] of Object.entries(pick(state.inside, ({ since }) => since < at))) {
    if (inside.beacon === undefined) back.inside[id] = inside;
    else watchSilence(back, id, { ...inside, seenAt: Math.min(inside.seenAt!, at) }, at);
  }
  back.fired = pick(state.fired, (firedAt) => firedAt < at);
  back.reservations = state.reservations.filter(isBefore).map((one) => withReceipts(one, at));
  if (state.reservationsFrom !== undefined) back.reservationsFrom = state.reservationsFrom;
  const marks = historiesBefore(state.marks ?? {}, at);
  if (Object.keys(marks).length > 0) back.marks = marks;
  if (state.leading !== undefined) back.leading = state.leading;
  if (state.firstAt < at) back.firstAt = state.firstAt;
  back.lastAt = Object.values(back.values).reduce((latest, known) => Math.max(latest, known.at), back.firstAt);
  back.identified = state.identified && Object.keys(back.values).some((field) => field.startsWith('customer.'));
  return back;
}

/** Who was at a beacon leaves by silence, unless it is heard again: the replay has the timer for it. */
function watchSilence(back: CustomerState, id: string, inside: InsidePlace, at: number): void {
  back.inside[id] = inside;
  back.timers[timerKey(SILENCE, id)] = { dueAt: at, trigger: SILENCE, key: id };
}

/** Keeps of a message the receipts that had come by then. */
function withReceipts({ opened, clicked, replied, ...sent }: Reservation, at: number): Reservation {
  const receipts = Object.entries({ opened, clicked, replied }).filter(
    ([, heardAt]) => heardAt !== undefined && heardAt < at,
  );
  return { ...sent, ...Object.fromEntries(receipts) };
}

function historiesBefore(marks: Readonly<Record<string, unknown>>, at: number): Record<string, unknown> {
  const known = Object.entries(marks).flatMap(([key, mark]) =>
    isHistory(mark) && mark.from < at
      ? [[key, { from: mark.from, times: mark.times.filter(([happenedAt]) => happenedAt < at) }] as const]
      : [],
  );
  return Object.fromEntries(known);
}

function pick<T>(from: Readonly<Record<string, T>>, is: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => is(value)));
}
