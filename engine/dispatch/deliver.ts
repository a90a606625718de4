import type { SendResult } from '../../channels/contract.ts';
import type { OpenChannel } from '../../channels/open.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import { overBeforeRetry, STOPS } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { type Attempted, attempt, findDelivery, type StoredDelivery } from './attempt.ts';
import { waitAfter } from './backoff.ts';
import type { May } from './contract.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { rowOf } from './delivery-row.ts';
import type { DeliveryRecord, End, FinalState } from './records.ts';
import { signalsOf } from './reports.ts';

/** How work on a delivery ended: for good, or until a later attempt. */
export type Delivered = { readonly end: End } | Postponed;

/** Why, and for how long by real time. */
export interface Postponed {
  readonly again: string;
  readonly waitMs: number;
  /** The engine's time that it waits for; absent: it waits for the outside, which knows real time alone. */
  readonly until?: number;
}

/**
 * Works on one delivery until it has ended or must wait. Safe to repeat after a crash at any point: an attempt is noted before
 * anything leaves, so one without a result may have reached the customer. Where the provider takes the same id only once it is
 * made again, elsewhere it is uncertain and never made again.
 */
export async function deliver(job: DeliveryJob, parts: DeliverParts): Promise<Delivered> {
  const { recheck, channels, clock, attemptMs } = parts;
  const now = recheck.atOnce(job);
  const ready = channels().get(job.channel);
  let found: StoredDelivery | undefined;
  if (now && 'go' in now && ready) {
    const made = await attempt(job, NEVER_BEGUN, ready, parts, now.revision);
    if ('result' in made) return judge(job, made, ready, parts);
    found = made.found;
  }
  const { record, may } = found ?? (await findDelivery(job, parts));
  if (record.end) return tellEnd(job, record.end, record, parts);
  const open = channels().get(job.channel);
  const finish = (state: FinalState, reason: string, more: Partial<Ending> = {}) =>
    end(job, record, { state, reason, provider: open?.provider.name ?? '', ...more }, parts);
  if (record.isOpen && open?.provider.idempotent !== true) {
    const waitMs = record.openSince + attemptMs + LAST_WORD_MS - clock.wall();
    if (waitMs > 0) return { again: 'an attempt is under way', waitMs: Math.min(waitMs, attemptMs + LAST_WORD_MS) };
    return finish('uncertain', LOST_ATTEMPT);
  }
  const stop = (state: FinalState, gate: string, why: Reason) => finish(state, sayReason(why), { gate, why });
  if ('stop' in may) return stop(may.stop, may.gate, may.reason);
  if (clock.now() >= job.expiresAt) return stop('expired', 'expiry', STOPS.overInQueue);
  if ('deferUntil' in may) return putOff(job, may, open?.provider.name ?? '', record.begun, parts);
  if (!open) return finish('failed', `channel '${job.channel}' is not set up`);
  const made = await attempt(job, record, open, parts);
  if ('result' in made) return judge(job, made, open, parts);
  return { again: `somebody else is at it: ${made.refused}`, waitMs: attemptMs };
}

/** Most deliveries are that of which nothing is noted: then what is in memory decides, and one command finds out whether it may. */
const NEVER_BEGUN: DeliveryRecord = {
  end: undefined,
  begun: 0,
  earlier: 0,
  isOpen: false,
  openSince: 0,
  isInDoubt: false,
};
/** When an attempt's time is up and this long has passed, it is over wherever it was made. */
const LAST_WORD_MS = 2_000;

/** What puts a message off may itself be changed: it is asked again so often. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Lets a message wait for a later time, or for its expiry where that comes first. */
async function putOff(
  job: DeliveryJob,
  { deferUntil, gate, reason }: Extract<May, { readonly deferUntil: number }>,
  provider: string,
  attempt: number,
  { records, clock, happened }: DeliverParts,
): Promise<Delivered> {
  const until = Math.min(deferUntil, job.expiresAt);
  const row = rowOf(job, clock, { step: 'deferred', provider, gate, reason: '', why: { ...reason, until }, attempt });
  if (await records.defer(job, until, lineOf(row))) happened(row);
  return {
    again: `${gate}: ${sayReason(reason)}`,
    waitMs: Math.min(LONGEST_WAIT_MS, Math.max(0, until - clock.now())),
    until,
  };
}

const LOST_ATTEMPT = 'an attempt began and whoever made it ended before its result was known';

/** What an attempt's result means for the delivery. */
async function judge(
  job: DeliveryJob,
  { record, result }: Extract<Attempted, { readonly result: SendResult }>,
  { provider }: OpenChannel,
  parts: DeliverParts,
): Promise<Delivered> {
  const { records, clock, random, mostAttempts } = parts;
  const made = record.begun;
  const finish = (state: FinalState, reason: string, more: Partial<Ending> = {}, now = record) =>
    end(job, now, { state, reason, provider: provider.name, ...more }, parts);
  if (result.kind === 'accepted') return finish('sent', result.providerId);
  if (result.kind === 'permanent') {
    if (result.effect === 'channel-misconfigured' || result.effect === 'disable-endpoint') {
      parts.misconfigured(job.channel, result.reason);
    }
    return finish('failed', result.reason, { effect: result.effect });
  }
  const isUncertain = result.kind === 'uncertain';
  if (isUncertain && !provider.idempotent) return finish('uncertain', result.reason);
  const now = { ...record, isInDoubt: record.isInDoubt || isUncertain };
  if (made - record.earlier >= mostAttempts)
    return finish('failed', `${mostAttempts} attempts: ${result.reason}`, {}, now);
  const waitMs = waitAfter(
    made - record.earlier,
    result.kind === 'throttled' ? result.retryAfterMs : undefined,
    random,
  );
  if (clock.now() + waitMs >= job.expiresAt) {
    const why = overBeforeRetry(result.reason);
    return finish('expired', sayReason(why), { gate: 'expiry', why }, now);
  }
  await records.settle(job, made, isUncertain);
  return { again: result.reason, waitMs };
}

interface Ending {
  readonly state: FinalState;
  readonly reason: string;
  readonly provider: string;
  readonly gate: string;
  readonly effect: string;
  /** Of a stop that has a code: the reason that `reason` says in words. */
  readonly why: Reason;
}

/** Ends a delivery. What may have reached the customer is uncertain, whatever else came after. */
async function end(
  job: DeliveryJob,
  record: DeliveryRecord,
  {
    state: wanted,
    reason,
    provider,
    gate = '',
    effect = '',
    why,
  }: Partial<Ending> & Pick<Ending, 'state' | 'reason' | 'provider'>,
  parts: DeliverParts,
): Promise<Delivered> {
  const state = wanted !== 'sent' && (record.isInDoubt || record.isOpen) ? 'uncertain' : wanted;
  // What ends as `uncertain` ends for that, whatever stopped it.
  const because = why && state === wanted ? { reason: why.words ?? '', why } : { reason };
  const row = rowOf(job, parts.clock, { step: state, provider, gate, ...because, attempt: record.begun });
  const ended: End = { state, reason, effect };
  const before = await parts.records.finish(job, ended, lineOf(row) + contentOf(job, row));
  if (before === undefined) parts.happened(row);
  return tellEnd(job, before === undefined ? ended : { state: before, reason, effect: '' }, record, parts);
}

/** Tells of an end before the job counts as done: whoever dies in between tells again. */
async function tellEnd(job: DeliveryJob, ended: End, record: DeliveryRecord, parts: DeliverParts): Promise<Delivered> {
  const { clock, isHeeded, report } = parts;
  for (const signal of signalsOf(job, ended, record.begun, clock.now(), isHeeded)) await report(signal);
  return { end: ended };
}

/** A further line with what was sent, or may have been; none for what stayed here. */
function contentOf({ customer, channel, message }: DeliveryJob, { step, at, decision }: Outcome): string {
  if (step !== 'sent' && step !== 'uncertain') return '';
  return `\n${lineOf({ decision, customer, at, channel, content: message })}`;
}
