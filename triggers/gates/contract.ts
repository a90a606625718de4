import type { AddressOf, Moment, Trigger } from '../contract.ts';
import type { Workspace } from '../workspace/contract.ts';

export type { BusinessHours, Cap, Purpose, Workspace } from '../workspace/contract.ts';

/** A match on its way through the gates. */
export interface Candidate {
  /** Derived from signal, trigger, version and customer: the same for a repeat. */
  readonly id: string;
  readonly trigger: Trigger;
  readonly moment: Moment;
  /** Channels still possible, most wanted first. */
  readonly channels: readonly string[];
}

export interface Scene {
  readonly at: number;
  /** IANA zone of the customer: device, else position, else profile, else workspace. */
  readonly zone: string;
  readonly workspace: Workspace;
  readonly addressOf: AddressOf;
  /** Candidates of the same signal that passed every gate already, highest priority first. */
  readonly won: readonly Candidate[];
}

export type Verdict =
  | { readonly pass: readonly string[] }
  | { readonly hold: string }
  | { readonly deferUntil: number; readonly reason: string };

/** A verdict for people: which gate says what, and the channels that are left after it. */
export interface GateWord {
  readonly gate: string;
  readonly says: 'pass' | 'hold' | 'defer';
  readonly channels: readonly string[];
  readonly reason?: string;
  readonly until?: number;
}

/** One eligibility check after a match. Pure and total; reserves nothing. One file each; `order.ts` has the order. */
export interface Gate {
  readonly name: string;
  readonly summary: string;
  check(candidate: Candidate, scene: Scene): Verdict;
}

/** What became of a match. Exactly one for each trigger that matched a signal. */
export type Decision = {
  readonly candidate: Candidate;
  /** It was put off before and recorded as matched then. */
  readonly resumed: boolean;
} & (
  | { readonly result: 'send'; readonly channel: string; readonly expiresAt: number }
  | { readonly result: 'held-back'; readonly gate: string; readonly reason: string }
  | { readonly result: 'deferred'; readonly gate: string; readonly reason: string; readonly until: number }
  | { readonly result: 'expired'; readonly reason: string }
);
