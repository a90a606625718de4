import type { AddressOf, Moment, Trigger, TriggerDefinition } from '../contract.ts';
import type { Group } from '../state/contract.ts';
import type { Words } from '../words/contract.ts';
import type { PausedTriggers, Workspace } from '../workspace/contract.ts';

export type { BusinessHours, Cap, PausedTriggers, Purpose, Workspace } from '../workspace/contract.ts';

/** A match on its way through the gates. */
export interface Candidate {
  /** Derived from signal, trigger, version and customer, of an aside from its place too: the same for a repeat. */
  readonly id: string;
  readonly trigger: Trigger;
  readonly moment: Moment;
  /** Channels still possible, most wanted first. */
  readonly channels: readonly string[];
  /** Why the first of them is the first. Absent: the trigger or the workspace says so. */
  readonly choice?: ChannelChoice | undefined;
}

/** A candidate after its decision. Its trigger may be gone by then: only the name and the version are sure. */
export interface DecidedCandidate extends Omit<Candidate, 'trigger'> {
  readonly trigger: { readonly definition: Pick<TriggerDefinition, 'name'>; readonly version: number };
}

/** Why a channel comes first. */
export interface ChannelChoice {
  /** `stated`: the customer said so; else what was learnt (see `learning/`). */
  readonly ground: 'stated' | 'best' | 'cheaper' | 'tried-out';
  readonly channel: string;
  /** The chance that the customer reacts, in percent, and how many messages that rests on. Absent: it was stated. */
  readonly percent?: number;
  readonly seen?: number;
  /** The kind of moment. */
  readonly daypart?: string;
  readonly form?: string;
  readonly isUrgent?: boolean;
  /** The others, each with its chance. */
  readonly over?: readonly string[];
}

/**
 * The channels that a message may use, in the order in which they are tried, and the others, each with what is in its
 * way.
 */
export interface ChannelPlan {
  readonly channels: readonly string[];
  readonly without: readonly { readonly channel: string; readonly gate: string }[];
}

/** What a message is filled from, kept until its last channel was tried. JSON; the templates know its members. */
export interface KeptValues {
  readonly template: string;
  readonly view: Readonly<Record<string, unknown>>;
  readonly setting: object;
}

export interface GateInputs {
  readonly at: number;
  /** IANA zone of the customer: device, else position, else profile, else workspace. */
  readonly zone: string;
  readonly workspace: Workspace;
  readonly addressOf: AddressOf;
  /** Candidates of the same signal that passed every gate already, highest priority first. */
  readonly won: readonly Candidate[];
  /** What people have paused; absent: nothing. */
  readonly paused?: PausedTriggers | undefined;
}

export type GateResult =
  | { readonly pass: readonly string[] }
  | { readonly hold: Reason }
  | { readonly deferUntil: number; readonly reason: Reason };

/**
 * Why something was held back, put off or expired, for machines: what is alike has the same code and arguments.
 * `sayReason` has the words.
 */
export interface Reason {
  /** A word of its own for each thing that can be in the way. */
  readonly code: string;
  /** Arguments that tell one case from another; no times, no words of others, no personal data. */
  readonly args: ReasonArgs;
  /** When it is over, milliseconds since 1970. */
  readonly until?: number;
  /** The words of a third party, such as a mail server. */
  readonly words?: string;
}

export type ReasonArgs = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * Makes a reason's sentence; a time in it is in UTC as ISO 8601 has it. Total: of another release's arguments some may
 * be missing.
 */
export type SayReason = (args: ReasonArgs, until: number | undefined, words: string) => string;

/** A verdict for people: which gate says what, and the channels that are left after it. */
export interface GateWord {
  readonly gate: string;
  readonly says: 'pass' | 'hold' | 'defer';
  readonly channels: readonly string[];
  readonly code?: string;
  readonly args?: ReasonArgs;
  /** The same as a sentence. */
  readonly reason?: string;
  readonly until?: number;
}

/** One eligibility check after a match. Pure and total; reserves nothing. One file each; `order.ts` has the order. */
export interface Gate {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  /** The sentence of each reason it can give, by code. */
  readonly reasons: Readonly<Record<string, SayReason>>;
  check(candidate: Candidate, inputs: GateInputs): GateResult;
}

/**
 * The result of a match: exactly one for each trigger that matched a signal, and for each place that it matched for.
 */
export type Decision = {
  readonly candidate: DecidedCandidate;
  /** It was put off before and recorded as matched then. */
  readonly resumed: boolean;
  /** It is about another place than the one that the trigger speaks of at this moment: no message of it can ever be. */
  readonly isAside?: true;
  /** Absent: it was stopped before groups are drawn, or waits. */
  readonly group?: Group | undefined;
} & (
  | {
      readonly result: 'send';
      readonly candidate: Candidate;
      readonly channel: string;
      readonly expiresAt: number;
      /** Why by this channel, and by which ones after it. Absent: it has but one, and nothing is to be said of it. */
      readonly plan?: Reason | undefined;
      /** What the message by the channel before was filled from. Absent: it is the first, or nothing was kept. */
      readonly values?: KeptValues | undefined;
    }
  | {
      readonly result: 'held-back';
      readonly gate: string;
      readonly reason: Reason;
      /** Every gate after it would have let it through, now or later. */
      readonly isAlone?: boolean;
    }
  | { readonly result: 'deferred'; readonly gate: string; readonly reason: Reason; readonly until: number }
  | { readonly result: 'expired'; readonly reason: Reason }
);
