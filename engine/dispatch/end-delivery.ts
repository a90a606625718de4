import { NOTHING_OFFERED } from '../../channels/refusals.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { rowLine, rowOf } from './delivery-row.ts';
import type { DeliveryRecord, End, Ending } from './records.ts';
import { signalsOf } from './reports.ts';

/**
 * Ends a delivery and tells of it; returns the end that stands, which is the first. A delivery that may have reached
 * its customer ends as `uncertain`, whatever stops it later.
 */
export async function endDelivery(
  job: DeliveryJob,
  record: DeliveryRecord,
  { state: wanted, reason, provider, gate = '', effect = '', answer, why }: Ending,
  parts: DeliverParts,
): Promise<End> {
  const state = wanted !== 'sent' && (record.isInDoubt || record.isOpen) ? 'uncertain' : wanted;
  // The code of a stop goes with that stop only.
  const because = state === wanted ? why : FAILURES.inDoubt(wanted, reason);
  const row = rowOf(job, parts.clock, {
    step: state,
    provider,
    gate,
    ...(because ? { reason: because.words ?? '', why: because } : { reason }),
    attempt: record.begun,
  });
  const ended: End = { state, reason, effect, answer };
  const before = await parts.records.finish(job, ended, rowLine(job, row) + contentOf(job, row));
  if (before === undefined) parts.happened(row);
  const stands = before === undefined ? ended : { state: before, reason, effect: '' };
  await tellEnd(job, stands, record, parts);
  return stands;
}

/** Tells the engine of an end. It is done before the job counts as done, so that after a crash it is told again. */
export async function tellEnd(
  job: DeliveryJob,
  end: End,
  { begun }: Pick<DeliveryRecord, 'begun'>,
  {
    clock,
    isHeeded,
    report,
    offered = () => NOTHING_OFFERED,
  }: Pick<DeliverParts, 'clock' | 'isHeeded' | 'report' | 'offered'>,
): Promise<void> {
  if (job.isForTeam) return;
  for (const signal of signalsOf(job, end, begun, clock.now(), isHeeded, offered())) await report(signal);
}

/** Returns a second line with the content of a message that was sent, or may have been; empty for any other. */
function contentOf(job: DeliveryJob, { step, at, decision }: Outcome): string {
  const { customer, channel, message, isForTeam, by } = job;
  // What a person wrote was stored when it was written.
  if (isForTeam || by !== undefined) return '';
  if (step !== 'sent' && step !== 'uncertain') return '';
  return `\n${lineOf({ decision, customer, at, channel, content: message })}`;
}
