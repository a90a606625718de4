import type { Closable } from '../../contract.ts';
import type { Assumption, BackTestReport, Period } from '../contract.ts';

/**
 * How a kept back-test stands. `interrupted`: its engine stopped while it ran; it can be run again. Those after
 * `running` are over.
 */
export const KEPT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type KeptState = (typeof KEPT_STATES)[number];

/** What is asked of a kept back-test. */
export interface KeptRequest {
  /** The name of the trigger. */
  readonly trigger: string;
  /** What is written of it. Absent: the live trigger is tested. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Tests the live trigger of that name too, to compare. Without effect where there is none, or no document. */
  readonly withLive: boolean;
  readonly period: Period;
  readonly assume: readonly Assumption[];
  readonly windowMs: number;
  /** The person that asks. Absent: a program with the secret key. */
  readonly person?: string;
}

/** The results of one trigger in a kept back-test; the people are asked for by page. */
export type KeptReport = Omit<BackTestReport, 'who' | 'samples'>;

/** The customers that one of two triggers reaches and the other does not. */
export interface Difference {
  /** Only the tested trigger reaches them. */
  readonly added: number;
  /** Only the trigger that it is compared with reaches them. */
  readonly lost: number;
  readonly both: number;
}

/** What counts as reached. */
export const REACHED_BY = ['sends', 'matches'] as const;
export type ReachedBy = (typeof REACHED_BY)[number];

export interface KeptBackTest extends Omit<KeptRequest, 'withLive'> {
  readonly id: string;
  readonly state: KeptState;
  readonly askedAt: number;
  readonly beganAt?: number;
  readonly endedAt?: number;
  /** How many run before it. Only of one that waits. */
  readonly ahead?: number;
  /** Signals tested so far, of all triggers together, and how many there are. Only of one that runs. */
  readonly progress?: { readonly done: number; readonly of: number };
  /** Why it failed. */
  readonly error?: string;
  readonly tested?: KeptReport;
  /** The results of the live trigger, and which version that was. */
  readonly live?: KeptReport;
  readonly liveVersion?: number;
  readonly difference?: Readonly<Record<ReachedBy, Difference>>;
  /** Customers that are kept by id. Fewer than were matched: those that differ are kept first. */
  readonly peopleKept?: number;
}

/** A match of a kept back-test. */
export interface KeptMatch {
  readonly at: number;
  /** Where the customer was, as far as that was known. */
  readonly lat?: number;
  readonly lon?: number;
  readonly place?: string;
  /** `send`, `held-back`, `deferred` or `expired`, and by which gate. */
  readonly became: string;
  readonly gate?: string;
}

/** A customer in a kept back-test: how often each trigger matched them, and the first matches. */
export interface KeptPerson {
  readonly customer: string;
  readonly tested: KeptCounts;
  readonly live: KeptCounts;
}

export interface KeptCounts {
  readonly matches: number;
  readonly sends: number;
  /** The first ones; empty for those beyond the limit. */
  readonly first: readonly KeptMatch[];
}

/** Back-tests that are queued, run one at a time on each engine, and kept with their results for some days. */
export interface KeptBackTests extends Closable {
  /** Puts one in the queue. Undefined: too many wait. */
  ask(request: KeptRequest): Promise<KeptBackTest | undefined>;
  /** Lists them, newest first, without reports. */
  list(): Promise<readonly KeptBackTest[]>;
  /** Returns one; undefined: there is none. */
  get(id: string): Promise<KeptBackTest | undefined>;
  /** Reads all of its people that are kept. */
  people(id: string): Promise<readonly KeptPerson[]>;
  /** Cancels one that waits or runs, and removes one that is over. False: there is none. */
  remove(id: string): Promise<boolean>;
  /** Puts one that is over in the queue again. Undefined: there is none that is over. */
  again(id: string): Promise<KeptBackTest | undefined>;
  /** Removes customers from all results. */
  forget(customers: readonly string[]): Promise<void>;
}
