import type { Cap } from '../gates/contract.ts';
import type { CustomerState, Reservation } from './contract.ts';

// A receipt finds the reservation by the delivery's id: keep it at least as long as receipts come in.
const KEEP_MS = 7 * 86_400_000;

// Conditions may want them longer than caps do: then no more than this many.
const MOST_FOR_CONDITIONS = 200;

/**
 * Counts a message against caps and cooldowns before it leaves, and forgets those that no window reaches any more: none of a cap,
 * nor of a condition that looks back `conditionsMs`.
 */
export function reserve(
  state: CustomerState,
  reservation: Reservation,
  caps: readonly Cap[],
  conditionsMs: number = 0,
): void {
  const { reservations } = toWrite(state);
  const needed = firstAfter(reservations, reservation.at - Math.max(longestWindowMs(caps), KEEP_MS));
  const wanted = firstAfter(reservations, reservation.at - conditionsMs);
  const forgotten = Math.min(needed, Math.max(wanted, reservations.length - MOST_FOR_CONDITIONS));
  if (forgotten > 0) state.reservationsFrom = reservations[forgotten - 1]!.at;
  reservations.splice(0, forgotten);
  reservations.push(reservation);
  state.unstored.reserved++;
  noteFired(state, reservation.trigger, reservation.at);
}

/** The longest time that a cap of the workspace looks back. */
function longestWindowMs(caps: readonly Cap[]): number {
  return caps.reduce((longest, cap) => Math.max(longest, cap.withinMs), 0);
}

function firstAfter(reservations: readonly Reservation[], at: number): number {
  const first = reservations.findIndex((r) => r.at > at);
  return first < 0 ? reservations.length : first;
}

/** Notes when a trigger last spoke; under which name, `firedName` says. */
export function noteFired(state: CustomerState, name: string, at: number): void {
  toWrite(state).fired[name] = at;
  const { unstored } = state;
  if (!unstored.fired.includes(name)) unstored.fired = [...unstored.fired, name];
}

/** Notes what a person did with a message; of one that is not kept any more, nothing. */
export function noteReceipt(
  state: CustomerState,
  decisionId: string,
  did: 'opened' | 'clicked' | 'replied',
  at: number,
): void {
  const index = state.reservations.findIndex((r) => r.id === decisionId);
  if (index < 0) return;
  toWrite(state).reservations[index] = { [did]: at, ...state.reservations[index]! };
  state.unstored.isMore = true;
}

/** Takes a reservation back: its message never left. Unknown ids change nothing. */
export function release(state: CustomerState, decisionId: string): void {
  const index = state.reservations.findIndex((r) => r.id === decisionId);
  if (index < 0) return;
  const { reservations, fired } = toWrite(state);
  const [{ trigger } = { trigger: '' }] = reservations.splice(index, 1);
  const earlier = reservations.findLast((r) => r.trigger === trigger);
  if (earlier) fired[trigger] = earlier.at;
  else delete fired[trigger];
  state.unstored.isMore = true;
}

/** The only way to write them: the caller notes in `unstored` what changed. */
function toWrite(state: CustomerState): { reservations: Reservation[]; fired: Record<string, number> } {
  return state as unknown as { reservations: Reservation[]; fired: Record<string, number> };
}
