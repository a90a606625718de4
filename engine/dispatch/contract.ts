import type { InAppMessage, Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { Before } from '../../triggers/changes/contract.ts';
import type { Stimulus } from '../../triggers/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';

/** One message on its way through one channel. Everything in it is JSON. */
export interface DeliveryJob {
  /** The decision's id. */
  readonly id: string;
  readonly customer: string;
  readonly signal: string;
  readonly signalAt: number;
  /** Wall clock, of the signal's receipt. */
  readonly receivedAt: number;
  readonly trigger: string;
  readonly version: number;
  readonly place: string;
  readonly channel: string;
  readonly purpose: string;
  readonly to: string;
  readonly message: Message;
  /** The engine's clock. */
  readonly decidedAt: number;
  readonly expiresAt: number;
  /** What `when` is tested on again before it leaves; absent: it is not. */
  readonly again?: {
    readonly signal: Signal;
    readonly stimulus: Stimulus['type'];
    readonly passing?: true;
    readonly before?: Before;
  };
  readonly priority: number;
}

/** Messages of one channel and priority that are worked on together: those that are not done at the first try go on alone. */
export interface Parcel {
  readonly together: readonly DeliveryJob[];
}

/** What a BullMQ job carries: one message, under the message's id, or a parcel. */
export type Load = DeliveryJob | Parcel;

/** A message that goes on alone, and when. */
export interface Later {
  readonly job: DeliveryJob;
  /** By real time. */
  readonly waitMs: number;
  /** The engine's time that it waits for, where it waits for one. */
  readonly until?: number;
}

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
