import type { Cap } from '../gates/contract.ts';
import { longestWindowMs } from '../gates/frequency-cap.ts';
import type { CustomerState, Reservation } from './contract.ts';

// A receipt finds the reservation by the delivery's id: keep it at least as long as receipts come in.
const KEEP_MS = 7 * 86_400_000;

/** Counts a message against caps and cooldowns before it leaves, and forgets those that no window reaches any more. */
export function reserve(state: CustomerState, reservation: Reservation, caps: readonly Cap[]): void {
  const from = reservation.at - Math.max(longestWindowMs(caps), KEEP_MS);
  const firstKept = state.reservations.findIndex((r) => r.at > from);
  state.reservations.splice(0, firstKept < 0 ? state.reservations.length : firstKept);
  state.reservations.push(reservation);
  state.fired[reservation.trigger] = reservation.at;
}

/** Takes a reservation back: its message never left. Unknown ids change nothing. */
export function release(state: CustomerState, decisionId: string): void {
  const index = state.reservations.findIndex((r) => r.id === decisionId);
  if (index < 0) return;
  const [{ trigger } = { trigger: '' }] = state.reservations.splice(index, 1);
  const earlier = state.reservations.findLast((r) => r.trigger === trigger);
  if (earlier) state.fired[trigger] = earlier.at;
  else delete state.fired[trigger];
}
