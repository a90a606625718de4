import type { Cap } from '../workspace/contract.ts';
import type { CustomerState, Reservation } from './contract.ts';
import { copyWith, copyWithout } from './records.ts';
import { noteArrival } from './timers.ts';

// A receipt finds the reservation by the delivery's id: keep it at least as long as receipts come in.
const KEEP_MS = 7 * 86_400_000;

// Conditions may want them longer than caps do: then no more than this many.
const MOST_FOR_CONDITIONS = 200;

/**
 * Counts a message against caps and cooldowns before it leaves. Forgets the reservations that nothing looks back to any
 * more: no cap, and no condition, which look back `conditionsMs` at most.
 */
export function reserve(
  state: CustomerState,
  reservation: Reservation,
  caps: readonly Cap[],
  conditionsMs: number = 0,
): void {
  const { reservations } = state;
  const needed = firstAfter(reservations, reservation.at - Math.max(longestWindowMs(caps), KEEP_MS));
  const wanted = firstAfter(reservations, reservation.at - conditionsMs);
  const forgotten = Math.min(needed, Math.max(wanted, reservations.length - MOST_FOR_CONDITIONS));
  if (forgotten > 0) state.reservationsFrom = reservations[forgotten - 1]!.at;
  state.reservations = [...reservations.slice(forgotten), reservation];
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

/** Notes when a trigger last spoke, under the name that `firedName` gives. */
export function noteFired(state: CustomerState, name: string, at: number): void {
  state.fired = copyWith(state.fired, name, at);
}

/**
 * Notes what became of a message, by its provider or a person. Of one that is not kept any more only its next channel,
 * where it has one, hears of it.
 */
export function noteReceipt(
  state: CustomerState,
  decisionId: string,
  did: 'opened' | 'clicked' | 'replied' | 'delivered',
  at: number,
): void {
  const index = state.reservations.findIndex((r) => r.id === decisionId);
  if (index < 0) {
    noteArrival(state, decisionId, did);
    return;
  }
  const reservation = state.reservations[index]!;
  if (reservation[did] === undefined)
    state.reservations = state.reservations.with(index, { ...reservation, [did]: at });
}

/**
 * Takes a reservation back, as its message never left. Unknown ids change nothing, and neither does a message that has
 * arrived: a failure that is told after that is an old one.
 */
export function release(state: CustomerState, decisionId: string): void {
  const taken = state.reservations.find((r) => r.id === decisionId);
  if (!taken || hasCome(taken)) return;
  const { trigger } = taken;
  state.reservations = state.reservations.filter((r) => r !== taken);
  const earlier = state.reservations.findLast((r) => r.trigger === trigger);
  state.fired = earlier ? copyWith(state.fired, trigger, earlier.at) : copyWithout(state.fired, trigger);
}

function hasCome({ delivered, opened, clicked, replied }: Reservation): boolean {
  return (delivered ?? opened ?? clicked ?? replied) !== undefined;
}
