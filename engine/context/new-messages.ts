import type { CustomerState } from '../../triggers/state/contract.ts';

/** The messages of a state. Both members are replaced when they change, never written to. */
export type Messages = Pick<CustomerState, 'reservations' | 'fired'>;

/**
 * The messages that were let through between two looks at a state. The oldest reservations may also have been
 * forgotten.
 */
export interface NewMessages {
  /** How many of the last reservations are new. */
  readonly reserved: number;
  /** Names of triggers that spoke, as `fired` has them. */
  readonly spoke: readonly string[];
}

/** Neither was a message let through nor a reservation forgotten. */
export const SAME_MESSAGES: NewMessages = Object.freeze({ reserved: 0, spoke: Object.freeze([]) });

/** Finds the messages that were let through since `before`. Undefined: a message was taken back or answered. */
export function findNewMessages(before: Messages, now: Messages): NewMessages | undefined {
  if (before.reservations === now.reservations && before.fired === now.fired) return SAME_MESSAGES;
  const reserved = countNew(before.reservations, now.reservations);
  const spoke = Object.keys(now.fired).filter((name) => now.fired[name] !== before.fired[name]);
  if (reserved === undefined || Object.keys(before.fired).some((name) => now.fired[name] === undefined))
    return undefined;
  return { reserved, spoke };
}

/**
 * Counts what was added at the end. Undefined: something else changed too, other than that the oldest were forgotten.
 */
function countNew(before: Messages['reservations'], now: Messages['reservations']): number | undefined {
  if (before.length === 0 || before === now) return now.length - before.length;
  const last = now.lastIndexOf(before.at(-1)!);
  const forgotten = before.length - 1 - last;
  if (last < 0 || forgotten < 0) return undefined;
  for (let i = 0; i <= last; i++) if (now[i] !== before[forgotten + i]) return undefined;
  return now.length - 1 - last;
}
