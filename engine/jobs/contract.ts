import type { Signal } from '../../sdk/protocol.ts';
import type { Message } from '../../templates/contract.ts';
import type { ValuesBefore } from '../../triggers/changes/contract.ts';
import type { Stimulus } from '../../triggers/contract.ts';

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
    readonly before?: ValuesBefore;
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
