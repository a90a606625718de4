import type { InAppMessage } from '../../sdk/protocol.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';

/** Reads the in-app inbox. A message is held by one reader at a time and shown once. */
export interface InboxReader {
  /**
   * Takes the customer's messages that are not expired and not held. They are held until `shown`, `release`, or for 30
   * s.
   */
  claim(customer: string): Promise<readonly InAppMessage[]>;
  /** Removes a message that was shown. True the first time, false when it is gone already. */
  shown(customer: string, id: string): Promise<boolean>;
  /** Gives messages back that were not shown. */
  release(customer: string, ids: readonly string[]): Promise<void>;
  /**
   * Calls `arrived` whenever a message for the customer may have come, on any engine. Returns a function that stops it.
   */
  watch(customer: string, arrived: () => void): () => void;
}

/** Decides again, before every attempt, whether a message may leave: much may have changed since it was decided. */
export interface Recheck {
  /** Decides by the customer's state in memory. Undefined: it is not in memory, or is too old to decide by. */
  atOnce(job: DeliveryJob): MayAtOnce | undefined;
  /** Decides by the customer's stored state. Rejects when it cannot be read. */
  ask(job: DeliveryJob): Promise<May>;
}

/** An answer that counts only if the customer's stored state has this revision. */
export type MayAtOnce = May & { readonly revision: number };

/** The message may leave, must wait until a time of the engine's clock, or ends. */
export type May =
  | { readonly go: true }
  | { readonly deferUntil: number; readonly gate: string; readonly reason: Reason }
  | { readonly stop: 'held-back' | 'expired'; readonly gate: string; readonly reason: Reason };

/** Messages that failed for good, kept for 30 days so that a person can requeue or discard them. */
export interface DeadLetters {
  list(options: { readonly channel?: string; readonly most: number }): Promise<readonly DeadLetter[]>;
  /** Puts one back into its queue with all its attempts before it. False when there is no such dead letter. */
  requeue(id: string): Promise<boolean>;
  /** Deletes one. False when there is no such dead letter. */
  discard(id: string): Promise<boolean>;
}

export interface DeadLetter {
  readonly id: string;
  readonly channel: string;
  readonly customer: string;
  readonly trigger: string;
  readonly reason: string;
  readonly at: number;
  readonly attempts: number;
}
