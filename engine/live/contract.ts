import type { Match, Matcher, Moment, Trigger } from '../../triggers/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { Outcome, StepName } from '../outcomes/contract.ts';

/** One second of one engine: exact counts, and a sample of what happened. Times are milliseconds since 1970. */
export interface LiveSecond {
  /** Names the engine. */
  readonly engine: string;
  readonly at: number;
  /** Signals that were stored. */
  readonly signals: number;
  /** Steps of decisions and messages, by name; those that did not happen are left out. */
  readonly steps: Readonly<Partial<Record<StepName, number>>>;
  /** 95 of 100 signals were stored, and decided on, within so many milliseconds. Absent: no signal came. */
  readonly p95Ms?: number;
  readonly decisions: readonly LiveDecision[];
  readonly positions: readonly LivePosition[];
  /** How many decisions, and how many positions, each of those above stands for. 1: all are there. */
  readonly decisionsEach: number;
  readonly positionsEach: number;
}

/** A decision as it was taken: let through, held back, put off or too late. */
export interface LiveDecision {
  readonly at: number;
  /** The same for all steps of one decision. */
  readonly decision: string;
  readonly step: StepName;
  readonly customer: string;
  readonly signal: string;
  readonly trigger: string;
  readonly place: string;
  readonly channel: string;
  readonly gate: string;
  readonly why?: Reason;
}

/** Where a customer was, coarse enough to be shown. */
export interface LivePosition {
  readonly customer: string;
  readonly lat: number;
  readonly lon: number;
}

/** Where an engine tells what happens. Every call is cheap, and next to nothing while no one looks. */
export interface LiveFeed {
  /** True while someone looks. */
  readonly isWatched: boolean;
  settled(elapsedMs: number): void;
  decided(decision: LiveDecision): void;
  located(position: LivePosition): void;
}

/** All engines' seconds as they come. */
export interface LiveSeconds {
  /** Calls `tell` with every second of every engine until the returned function is called. */
  follow(tell: (second: LiveSecond) => void): () => void;
}

/** One thing that happened to a customer: a trigger that woke and did not match, or a step of a decision. */
export interface DebugNote {
  readonly at: number;
  readonly step: StepName | 'no-match';
  readonly trigger: string;
  /** The id of the signal, or of what else set it off. */
  readonly signal: string;
  readonly place?: string;
  readonly channel?: string;
  readonly gate?: string;
  readonly reason?: string;
}

/** Where engines write what happens to the customers that somebody looks at, and where it is read. */
export interface DebugTrails {
  happened(outcome: Outcome): void;
  /** Notes the triggers that a moment woke and that are not among what was found from a position on. */
  see(matcher: Matcher, moment: Moment, found: readonly Match[], from: number): void;
  /** Notes a trigger that woke by its own step and did not match. */
  miss(trigger: Trigger, moment: Moment): void;
  /** Returns what happened to a customer lately, oldest first; engines go on writing it for a while. */
  read(customer: string): Promise<readonly DebugNote[]>;
  /** Deletes what is written of a customer. */
  forget(customer: string): Promise<void>;
}
