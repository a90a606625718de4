import type { Signal } from '../../sdk/protocol.ts';
import type { Scope } from '../../triggers/conditions/contract.ts';
import type { Moment, World } from '../../triggers/contract.ts';
import type { Decision, GateInputs, ReasonArgs } from '../../triggers/gates/contract.ts';
import type { Group } from '../../triggers/state/contract.ts';
import type { Live } from '../definitions/contract.ts';
import type { RecordedStep } from './explanations/contract.ts';

export type {
  CustomerExplanation,
  RecordedStep,
  SignalExplanation,
  SignalTriggerExplanation,
  TriggerExplanation,
} from './explanations/contract.ts';

/** A piece of a recording, in the recorded order. */
export interface RecordedBatch {
  readonly signals: readonly Signal[];
  /** The signals that came too late to wake a trigger, if the recording says so. */
  readonly late?: ReadonlySet<Signal>;
  /** The part of the recording read so far: bytes of a file, signals of a store. */
  readonly done: number;
  /** The signals of this piece that could not be read, with the reasons. */
  readonly refused: readonly string[];
}

/** Assumptions of a back-test where the recording does not say. */
export const ASSUMPTIONS = ['consent', 'reach'] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** The effects of one gate on the matches of the tested trigger. */
export interface GateTally {
  readonly gate: string;
  /** Matches that it held back. */
  readonly held: number;
  /** Matches that it deferred; they went on later. */
  readonly deferred: number;
  /** Matches that it would have stopped or deferred, also where another gate did so first. */
  readonly would: number;
  /** The sentence of its first "no". */
  readonly example: string;
  /** The same as a code with arguments; absent where it gave none. */
  readonly code?: string;
  readonly args?: ReasonArgs;
}

/** The answers of one part of `when`, each time the trigger woke and did not match. */
export interface ConditionTally {
  /** The condition, or the group of them, in words. */
  readonly condition: string;
  readonly no: number;
  readonly unknown: number;
  /** How often only this part kept the trigger from matching. */
  readonly alone: number;
}

/** How often one of its goals was met in the recording, and what that was worth, by group. */
export interface GoalTally {
  readonly goal: string;
  readonly group: Group;
  readonly met: number;
  readonly value: number;
}

/** The overlap of a live trigger with the tested one. */
export interface OverlapTally {
  readonly trigger: string;
  /** Signals that both matched. */
  readonly sameMoment: number;
  /** Messages of the live trigger that lost to the tested one by priority. */
  readonly displaced: number;
  /** Matches with a message of the live trigger to the same customer within the window before or after. */
  readonly sameCustomer: number;
}

/** One match, as a sample for a person. */
export interface MatchSample {
  readonly customer: string;
  readonly at: number;
  readonly signal: string;
  readonly place?: string;
  /** `send by email`, `held-back by consent: …`. */
  readonly became: string;
}

/** The results of a trigger over recorded signals: customers, times, counts, gates and overlaps. */
export interface BackTestReport {
  readonly trigger: string;
  readonly signals: {
    readonly tested: number;
    readonly repeats: number;
    readonly late: number;
    /** Signals that could not be read and were not tested. */
    readonly refused: number;
    /** Signals of customers beyond the limit, which were not tested. */
    readonly passedOver: number;
    /** The first reasons for which signals were refused. */
    readonly reasons: readonly string[];
  };
  /** The workspace's IANA zone, for showing times. */
  readonly zone: string;
  /** The times of the signals; absent: there were none. */
  readonly from?: number;
  readonly to?: number;
  readonly customers: number;
  /** How often the trigger woke, and the answers of `when`. */
  readonly woken: { readonly times: number; readonly yes: number; readonly no: number; readonly unknown: number };
  readonly conditions: readonly ConditionTally[];
  readonly matches: number;
  readonly matchedCustomers: number;
  readonly sends: number;
  readonly sentCustomers: number;
  readonly channels: Readonly<Record<string, number>>;
  /** Messages by variant; absent: the trigger has none, or nothing was sent. */
  readonly variants?: Readonly<Record<string, number>>;
  readonly heldBack: number;
  readonly expired: number;
  /** Matches that were deferred and still waited at the end of the recording. */
  readonly waiting: number;
  readonly gates: readonly GateTally[];
  /** What its customers did of themselves: a recording has no answer to a message that was not sent. */
  readonly goals: readonly GoalTally[];
  readonly overlaps: readonly OverlapTally[];
  readonly windowMs: number;
  /** Matches and messages by time; empty spans are left out. */
  readonly spans: readonly { readonly at: number; readonly matches: number; readonly sends: number }[];
  readonly spanMs: number;
  /** Customers with the most matches. */
  readonly who: readonly { readonly customer: string; readonly matches: number; readonly sends: number }[];
  readonly samples: readonly MatchSample[];
  /** The assumptions, and the facts that could not be known. */
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/** Sees each moment of the tested trigger. Both functions must change nothing. */
export interface BackTestObserver {
  /** The trigger woke, and its `when` was asked. */
  woke?(moment: Moment): void;
  /** A match of the trigger was decided on, or on again after it was put off. */
  decided?(decision: Decision): void;
}

/** A line of `POST /v1/back-test`: progress, then the report; or the reason why it ended before. */
export type BackTestLine =
  | { readonly done: number; readonly of: number }
  | { readonly report: BackTestReport }
  | { readonly error: string };

/** A signal as it was stored. */
export interface StoredSignal {
  readonly signal: Signal;
  readonly late: boolean;
  /** The value was too long for a row, so only its short members are stored. */
  readonly isCut: boolean;
  /** Its position in the order in which signals were taken. */
  readonly order: SignalOrder;
}

export interface SignalOrder {
  readonly stored: number;
  readonly seq: number;
  readonly shard: number;
  readonly row: number;
}

/** What a trigger waits for, as stored signals tell of it. */
export interface Awaited {
  readonly kinds: readonly string[];
  /** Names of events. */
  readonly events: readonly string[];
  /** Places entered and left: `enter haus`. */
  readonly moves: readonly string[];
}

/** A stored signal that was what a trigger waits for, or near it. */
export interface NearSignal {
  readonly signal: string;
  readonly at: number;
  /** `enter haus`, `event order`, or the signal's kind. */
  readonly what: string;
}

/** The stored past of a customer, under all of their ids. */
export interface Histories {
  /** Finds one signal; undefined: it is not stored, or not any more. */
  find(ids: readonly string[], signal: string): Promise<StoredSignal | undefined>;
  /** Reads the newest signals taken up to `last`, in the order in which they were taken. */
  upTo(ids: readonly string[], last: SignalOrder): Promise<readonly StoredSignal[]>;
  /** Reads the newest signals whose own time is `at` or before, in the order in which they were taken. */
  until(ids: readonly string[], at: number): Promise<readonly StoredSignal[]>;
  /** Finds the newest signal that is among what is awaited; undefined: none is stored. */
  near(ids: readonly string[], awaited: Awaited): Promise<NearSignal | undefined>;
  /** Reads the signals about the world from before a time that may still have counted then. */
  worldBefore(at: number): Promise<readonly Signal[]>;
  /**
   * Returns the time of a world change that set off a decision (it is no stored signal); undefined: it set off none.
   */
  decidedAt(ids: readonly string[], signal: string): Promise<number | undefined>;
  /**
   * Reads the recorded steps of the decisions that a signal set off, with their triggers, in the order of recording.
   */
  steps(ids: readonly string[], signal: string): Promise<readonly (RecordedStep & { readonly trigger: string })[]>;
}

/** A period of the signals' own time, `to` not included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** The stored signals, for back-tests. */
export interface Recordings {
  /** Counts the signals of a period. */
  count(period: Period): Promise<number>;
  /**
   * Reads the signals of a period, at most `most`, in the order in which they were taken. With `oneIn` it reads all
   * signals of one in so many customers, and those about the world.
   */
  read(period: Period, most: number, oneIn?: number): AsyncIterable<RecordedBatch>;
}

/** What a trigger would have done lately, counted fast while it is written. */
export interface Estimate {
  readonly woke: number;
  readonly matched: number;
  readonly sent: number;
  readonly heldBack: number;
  /** Customers that it matched. */
  readonly people: number;
  /** The period of the signals. */
  readonly from: number;
  readonly to: number;
  /** The counts are scaled up from so many signals; absent: all signals were tested, and the counts are exact. */
  readonly sampled?: { readonly of: number; readonly taken: number };
  /**
   * The answers of each condition when the trigger woke, by its path in the document, such as `when.all[0].cart.value`.
   */
  readonly conditions: readonly ConditionAnswers[];
}

/** How often a condition gave each answer. */
export interface ConditionAnswers {
  readonly path: string;
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
}

/** The inputs of an explanation besides the customer. */
export interface ExplainInputs {
  readonly live: Live;
  /** What people have paused; absent: nothing. */
  readonly paused?: GateInputs['paused'];
  readonly scope: Scope<Moment>;
  readonly world: Omit<World, 'zone'>;
  readonly addressOf: GateInputs['addressOf'];
  readonly at: number;
}
