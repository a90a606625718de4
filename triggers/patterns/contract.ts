import type { FollowedOutcomes, Moment } from '../contract.ts';

/**
 * Something that happens to a customer, as one step of a pattern in time: a signal, a place entered or left, an
 * outcome.
 */
export interface Happening {
  /** The wake keys it is told by. */
  readonly listens: readonly string[];
  /** Outcomes of triggers that it speaks of. */
  readonly follows: readonly Omit<FollowedOutcomes, 'wakes'>[];
  /** Whether the moment is one. What cannot be known is none. Pure and total. */
  is(moment: Moment): boolean;
}

/** Stands for every trigger among those that are followed: no name that one can have. */
export const ANY_TRIGGER = '*';
