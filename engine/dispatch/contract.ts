import type { Message } from '../../templates/contract.ts';

/** A BullMQ job: one message on its way through one channel. Everything in it is JSON. */
export interface DeliveryJob {
  /** The decision's id; the job id is the same. */
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
  /** Test `when` again before it leaves. */
  readonly stillTrue: boolean;
  readonly priority: number;
}
