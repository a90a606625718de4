import type { IgnoredReason } from '../../../triggers/hearing/contract.ts';
import type { TriggerExplanation } from '../explanations/contract.ts';

/** One position of a walk that was drawn. */
export interface WalkFix {
  readonly at: number;
  readonly lat: number;
  readonly lon: number;
  readonly accuracyMetres?: number;
  readonly speedMetresPerSecond?: number;
}

/** How a drawn line becomes fixes. */
export interface Pace {
  readonly startAt: number;
  readonly speedMetresPerSecond: number;
  readonly intervalMs: number;
  readonly accuracyMetres: number;
  /** How long the customer stays at the end. */
  readonly restMs: number;
}

/** A place that a fix brought the customer into, out of or near to. */
export interface WalkMove {
  readonly move: 'enter' | 'exit' | 'seen' | 'approach';
  readonly place: string;
  readonly name: string;
  /** Another name of the movement, such as `first-visit`. */
  readonly as?: string;
  /** The way between two fixes led through the place. */
  readonly passing?: true;
}

/** A trigger that woke, with its conditions and the values seen, and the answers of all gates. */
export interface WalkWoken extends Omit<TriggerExplanation, 'says'> {
  readonly at: number;
  /** What woke it: `enter haus`, `timer`. */
  readonly by: string;
  /** The conditions in the way, in words. */
  readonly blockers: readonly string[];
}

/** What a trigger that matched would have done. */
export interface WalkDecision {
  readonly at: number;
  readonly trigger: string;
  readonly result: 'send' | 'held-back' | 'deferred' | 'expired';
  readonly place?: string;
  readonly channel?: string;
  readonly gate?: string;
  readonly code?: string;
  readonly args?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly reason?: string;
  readonly until?: number;
}

/** What happened at one time: who woke, and what was decided. */
export interface WalkNotes {
  readonly woken: readonly WalkWoken[];
  readonly decisions: readonly WalkDecision[];
}

/** One fix of a walk and what it set off; timers that came due on the way to it are among that. */
export interface WalkStep extends WalkFix, WalkNotes {
  /** Why the fix counted for nothing; absent: it counted. */
  readonly ignored?: IgnoredReason;
  /** Places that the customer is in after it. */
  readonly inside: readonly string[];
  readonly moves: readonly WalkMove[];
}

export interface WalkFindings {
  readonly steps: readonly WalkStep[];
  /** What came due after the last fix. */
  readonly after: WalkNotes;
}
