import type { AttachedFile } from '../../channels/contract.ts';
import type { Message } from '../../templates/contract.ts';
import type { ValuesBefore } from '../../triggers/changes/contract.ts';
import type { KeptOrigin, KeptStimulus } from '../../triggers/deciding/contract.ts';
import type { Reason } from '../../triggers/gates/contract.ts';

/** All BullMQ keys begin so; the braces keep them in one slot of a cluster. */
export const QUEUE_PREFIX = '{kairos}';

/** One message for one channel, as the queue holds it. JSON. */
export interface DeliveryJob {
  /** The decision's id. */
  readonly id: string;
  readonly customer: string;
  readonly signal: string;
  readonly signalAt: number;
  /** When the signal was received, by the wall clock. */
  readonly receivedAt: number;
  readonly trigger: string;
  readonly version: number;
  readonly place: string;
  readonly channel: string;
  readonly purpose: string;
  /** The customer's country, ISO 3166-1 alpha-2, by which an account is chosen. Absent: not known. */
  readonly country?: string | undefined;
  readonly to: string;
  readonly message: Message;
  /** By the engine's clock, as `expiresAt` is. */
  readonly decidedAt: number;
  readonly expiresAt: number;
  /** The moment that `when` is tested on again before the message leaves. Absent: it is not tested again. */
  readonly again?: KeptStimulus & { readonly signal: KeptOrigin; readonly before?: ValuesBefore };
  /** Why it goes by this channel, and by which ones after it. Absent: nothing is to be said of it. */
  readonly plan?: Reason;
  /**
   * It asks the customer to confirm a yes to its purpose: it has the words, and the link is filled in when it leaves.
   */
  readonly confirms?: true;
  /** It tells a customer who wrote STOP that nothing more comes by this channel: their no does not stop it. */
  readonly tellsOfStop?: true;
  readonly priority: number;
  /** It is written to people of the workspace: `customer` is empty, and no customer is asked about or told of it. */
  readonly isForTeam?: true;
  /** The person who wrote it: it replies to the customer and is no trigger's. Absent: a trigger's it is. */
  readonly by?: string;
  /** The account that a person's reply goes by if it can: the customer wrote to it. Absent: none is known. */
  readonly account?: string;
  /** What a person's reply belongs to in the conversation (see `threadOf`). */
  readonly thread?: string;
  readonly files?: readonly AttachedFile[];
}

/**
 * Messages of one channel and priority in one job. A message that is not done at the first try goes on in a job of its
 * own.
 */
export interface Parcel {
  readonly together: readonly DeliveryJob[];
}

/** The data of a BullMQ job: one message, and then the job has the message's id, or a parcel. */
export type Load = DeliveryJob | Parcel;

/** A message that goes on in a job of its own, after a wait. */
export interface Later {
  readonly job: DeliveryJob;
  /** By real time. */
  readonly waitMs: number;
  /** The engine's time that it waits for, where it waits for one. */
  readonly until?: number;
}
