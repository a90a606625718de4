import type { Outbound, SendResult } from '../../channels/contract.ts';
import type { OpenAccount } from '../../channels/open.ts';
import { sendOnce } from '../../channels/send.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { May } from './contract.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { rowLine, rowOf } from './delivery-row.ts';
import type { BeginRefusal, DeliveryRecord } from './records.ts';

/** The record of a delivery, and whether it may leave by what is stored of its customer. */
export interface StoredDelivery {
  readonly record: DeliveryRecord;
  readonly may: May;
}

/** An attempt that was made, with the record as it is after it. */
export interface AttemptMade {
  /** The message as it was handed over. */
  readonly job: DeliveryJob;
  readonly account: OpenAccount;
  readonly result: SendResult;
  readonly record: DeliveryRecord;
}

/**
 * An attempt that was refused before anything left. `found` is what is stored, where that was looked up. `tried-out`:
 * another message tries the account out.
 */
export interface AttemptRefused {
  readonly refused: BeginRefusal | 'tried-out';
  readonly found: StoredDelivery | undefined;
}

/** Looks up what is stored of a delivery and of its customer. */
export async function findDelivery(job: DeliveryJob, { records, recheck }: DeliverParts): Promise<StoredDelivery> {
  const [record, may] = await Promise.all([records.read(job), recheck.ask(job)]);
  return { record, may };
}

/**
 * Makes the next attempt. It is recorded at the point of no return, so an attempt without a result had a connection and
 * was handing over its content; an attempt that ends before that point is recorded with its result. `revision`: the
 * message may leave by the customer's state of that revision; when the stored state is another, it is asked again
 * before it leaves. `why` is noted with the first attempt.
 */
export async function attempt(
  job: DeliveryJob,
  record: DeliveryRecord,
  account: OpenAccount,
  parts: DeliverParts,
  revision?: number,
  why?: Reason,
): Promise<AttemptMade | AttemptRefused> {
  const { records, clock, attemptMs, happened, health, rooms } = parts;
  const number = record.begun + 1;
  let found: StoredDelivery | undefined;
  const begin = async (isOver: boolean): Promise<BeginRefusal | undefined> => {
    const { account: last, lastReason } = record;
    const before = lastReason ? { reason: lastReason, why: FAILURES.triedBefore(last, lastReason) } : why && { why };
    const row = rowOf(job, clock, { step: 'attempted', provider: account.name, attempt: number, ...before });
    const line = rowLine(job, row);
    const since = clock.wall();
    let refused = await records.begin(job, record, account.name, line, { revision, isOver, since });
    if (refused === 'changed') {
      found = await findDelivery(job, parts);
      const isAsBefore = found.record.end === undefined && found.record.begun === record.begun;
      if (isAsBefore && 'go' in found.may)
        refused = await records.begin(job, record, account.name, line, { isOver, since });
    }
    if (refused === undefined) happened(row);
    return refused;
  };
  let begun: Promise<BeginRefusal | undefined> | undefined;
  const leave = () => {
    begun ??= begin(false);
    return begun;
  };
  let refused: BeginRefusal | 'tried-out' | undefined = 'tried-out';
  const send = async () => {
    const made = await sendOnce(account.connection, outboundOf(job, number, parts), attemptMs, leave);
    refused = await (begun ?? begin(true));
    return refused === undefined ? made : undefined;
  };
  const result = await rooms.within(account, job.id, () => health.attempt(job.channel, account, send));
  if (!result) return { refused: refused ?? 'tried-out', found };
  const isInDoubt = record.isInDoubt || record.isOpen;
  const after = { begun: number, isOpen: false, isInDoubt, account: account.name };
  return { job, account, result, record: { ...record, ...after } };
}

/** Property by property: spread, it costs 4 of the 115 µs CPU of a delivery more (bench: dispatch). */
function outboundOf(job: DeliveryJob, attempt: number, { sender, unsubscribeUrl }: DeliverParts): Outbound {
  return {
    id: job.id,
    customer: job.customer,
    to: job.to,
    message: job.message,
    trigger: job.trigger,
    purpose: job.purpose,
    sender: sender(),
    /** Signed when it is asked for: mails show it, other messages do not. */
    get unsubscribeUrl() {
      return job.isForTeam || job.confirms || job.by !== undefined ? '' : unsubscribeUrl(job);
    },
    decidedAt: job.decidedAt,
    expiresAt: job.expiresAt,
    attempt,
    files: job.files,
    thread: job.thread,
  };
}
