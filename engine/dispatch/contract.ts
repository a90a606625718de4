import type { InAppMessage } from '../../sdk/protocol.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';

/** The reading side of the in-app inbox. A message is handed to one reader at a time and shown once. */
export interface InboxReader {
  /** Unexpired messages nobody holds, now held by this reader until `shown`, `release` or 30 s pass. */
  claim(customer: string): Promise<readonly InAppMessage[]>;
  /** True the first time: it is gone for good. */
  shown(customer: string, id: string): Promise<boolean>;
  /** The reader went away before showing them. */
  release(customer: string, ids: readonly string[]): Promise<void>;
  /** Calls `arrived` whenever a message for the customer may have come, on any engine; returns how to stop. */
  watch(customer: string, arrived: () => void): () => void;
}

/** Whether a message may still leave, asked before every attempt: much may have changed since it was decided. */
export interface Recheck {
  /** By what is in memory of the customer; undefined: nothing is that could be gone by. */
  atOnce(job: DeliveryJob): MayAtOnce | undefined;
  /** By what is stored. */
  ask(job: DeliveryJob): Promise<May>;
}

/** Counts only if the customer is still stored with this revision. */
export type MayAtOnce = May & { readonly revision: number };

/** It may, or why not, or not before when (the engine's clock). */
export type May =
  | { readonly go: true }
  | { readonly deferUntil: number; readonly gate: string; readonly reason: Reason }
  | { readonly stop: 'held-back' | 'expired'; readonly gate: string; readonly reason: Reason };

/** Messages that failed for good and wait for somebody to look. */
export interface DeadLetters {
  list(options: { readonly channel?: string; readonly most: number }): Promise<readonly DeadLetter[]>;
  /** False: there is no such dead letter. */
  requeue(id: string): Promise<boolean>;
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
