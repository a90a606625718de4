import type { Outbound, SendResult } from '../../channels/contract.ts';
import type { OpenChannel } from '../../channels/open.ts';
import { sendOnce } from '../../channels/send.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import type { May } from './contract.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { rowOf } from './delivery-row.ts';
import type { BeginRefusal, DeliveryRecord } from './records.ts';

/** What is stored of a delivery, and whether it may leave by what is stored of its customer. */
export interface StoredDelivery {
  readonly record: DeliveryRecord;
  readonly may: May;
}

/** What an attempt came to, or why it was not made, with what was found then. */
export type Attempted =
  | { readonly result: SendResult; readonly record: DeliveryRecord }
  | { readonly refused: BeginRefusal; readonly found: StoredDelivery | undefined };

/** Looks up what is stored. */
export async function findDelivery(job: DeliveryJob, { records, recheck }: DeliverParts): Promise<StoredDelivery> {
  const [record, may] = await Promise.all([records.read(job), recheck.ask(job)]);
  return { record, may };
}

/**
 * Makes an attempt. It is noted when the message is about to leave, so one that a crash leaves without a result had a connection and
 * was at its content; what ends before is noted with its result. With `revision` it was decided on a customer stored so: where that has
 * changed it is asked again before it leaves.
 */
export async function attempt(
  job: DeliveryJob,
  record: DeliveryRecord,
  open: OpenChannel,
  parts: DeliverParts,
  revision?: number,
): Promise<Attempted> {
  const { records, clock, attemptMs, happened } = parts;
  const number = record.begun + 1;
  let found: StoredDelivery | undefined;
  const begin = async (isOver: boolean): Promise<BeginRefusal | undefined> => {
    const row = rowOf(job, clock, { step: 'attempted', provider: open.provider.name, attempt: number });
    const line = lineOf(row);
    const since = clock.wall();
    let refused = await records.begin(job, record, line, { revision, isOver, since });
    if (refused === 'changed') {
      found = await findDelivery(job, parts);
      const isAsBefore = found.record.end === undefined && found.record.begun === record.begun;
      if (isAsBefore && 'go' in found.may) refused = await records.begin(job, record, line, { isOver, since });
    }
    if (refused === undefined) happened(row);
    return refused;
  };
  let begun: Promise<BeginRefusal | undefined> | undefined;
  const leave = () => {
    begun ??= begin(false);
    return begun;
  };
  const result = await sendOnce(open.connection, new Sending(job, number, parts), attemptMs, leave);
  const refused = await (begun ?? begin(true));
  if (refused !== undefined) return { refused, found };
  const isInDoubt = record.isInDoubt || record.isOpen;
  return { result, record: { ...record, begun: number, isOpen: false, isInDoubt } };
}

/** A delivery as a provider gets it. Its link is signed when somebody asks: an in-app message has none. */
class Sending implements Outbound {
  readonly id: string;
  readonly customer: string;
  readonly to: string;
  readonly message: Outbound['message'];
  readonly trigger: string;
  readonly purpose: string;
  readonly sender: Outbound['sender'];
  readonly decidedAt: number;
  readonly expiresAt: number;
  readonly attempt: number;
  readonly #unsubscribeUrl: () => string;

  constructor(job: DeliveryJob, attempt: number, { sender, unsubscribeUrl }: DeliverParts) {
    this.id = job.id;
    this.customer = job.customer;
    this.to = job.to;
    this.message = job.message;
    this.trigger = job.trigger;
    this.purpose = job.purpose;
    this.sender = sender();
    this.decidedAt = job.decidedAt;
    this.expiresAt = job.expiresAt;
    this.attempt = attempt;
    this.#unsubscribeUrl = () => unsubscribeUrl(job);
  }

  get unsubscribeUrl(): string {
    return this.#unsubscribeUrl();
  }
}
