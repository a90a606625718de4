import type { Signal } from '../../sdk/protocol.ts';

/** A piece of a recording, in the order in which it was recorded. */
export interface RecordedBatch {
  readonly signals: readonly Signal[];
  /** Those that came too late to wake anything, where the recording says so. */
  readonly late?: ReadonlySet<Signal>;
  /** How much of the recording was read so far: bytes of a file, signals of a store. */
  readonly done: number;
  /** Signals of this piece that could not be read, with why. */
  readonly refused: readonly string[];
}

/** What a back-test takes for granted where a recording is silent about it. */
export const ASSUMPTIONS = ['consent', 'reach'] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** What one gate did to the matches of the trigger that was tested. */
export interface GateTally {
  readonly gate: string;
  /** Matches that it stopped for good. */
  readonly held: number;
  /** Matches that it put off; they went on later. */
  readonly deferred: number;
  /** Matches at which it would have stopped or put off, also where another gate did so first. */
  readonly would: number;
  /** What it said the first time. */
  readonly example: string;
}

/** How one part of `when` answered each time the trigger woke and did not match. */
export interface ConditionTally {
  /** The condition, or the group of them, in words. */
  readonly condition: string;
  readonly no: number;
  readonly unknown: number;
  /** How often it alone stood between the trigger and a match. */
  readonly alone: number;
}

/** How a live trigger gets in the way of the one that was tested, or the other way round. */
export interface OverlapTally {
  readonly trigger: string;
  /** Matches of both by one signal. */
  readonly sameMoment: number;
  /** Messages of the live trigger that stood back for the tested one: priority. */
  readonly displaced: number;
  /** Matches with a message of the live trigger to the same customer within the window before or after. */
  readonly sameCustomer: number;
}

/** One match, for a person to look at. */
export interface MatchSample {
  readonly customer: string;
  readonly at: number;
  readonly signal: string;
  readonly place?: string;
  /** `send by email`, `held-back by consent: …`. */
  readonly became: string;
}

/** What a trigger would have done over recorded signals: who, when, how often, what held it back, what it overlaps with. */
export interface BackTestReport {
  readonly trigger: string;
  readonly signals: {
    readonly tested: number;
    readonly repeats: number;
    readonly late: number;
    /** Not tested: they could not be read. */
    readonly refused: number;
    /** Not tested: of customers beyond the limit. */
    readonly passedOver: number;
    /** The first reasons for which signals were refused. */
    readonly reasons: readonly string[];
  };
  /** The workspace's IANA zone, for whoever shows times. */
  readonly zone: string;
  /** The times of the signals; absent: there were none. */
  readonly from?: number;
  readonly to?: number;
  readonly customers: number;
  /** How often it woke, and what `when` answered. */
  readonly woken: { readonly times: number; readonly yes: number; readonly no: number; readonly unknown: number };
  readonly conditions: readonly ConditionTally[];
  readonly matches: number;
  readonly matchedCustomers: number;
  readonly sends: number;
  readonly sentCustomers: number;
  readonly channels: Readonly<Record<string, number>>;
  readonly heldBack: number;
  readonly expired: number;
  /** Put off and still waiting when the recording ended. */
  readonly waiting: number;
  readonly gates: readonly GateTally[];
  readonly overlaps: readonly OverlapTally[];
  readonly windowMs: number;
  /** Matches and messages by time; empty spans are left out. */
  readonly spans: readonly { readonly at: number; readonly matches: number; readonly sends: number }[];
  readonly spanMs: number;
  /** Customers with the most matches. */
  readonly who: readonly { readonly customer: string; readonly matches: number; readonly sends: number }[];
  readonly samples: readonly MatchSample[];
  /** What was taken for granted, and what could not be known. */
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/** Lines of `POST /v1/back-test`: how far it came, then the report; or why it ended before. */
export type BackTestLine =
  | { readonly done: number; readonly of: number }
  | { readonly report: BackTestReport }
  | { readonly error: string };
