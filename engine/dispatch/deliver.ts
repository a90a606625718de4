import { offersOf } from '../../channels/content/read-answer.ts';
import type { OpenAccount, OpenChannel } from '../../channels/open.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { accountsFor } from './accounts/choose-account.ts';
import { paceLineFor } from './accounts/known-lines.ts';
import { type AttemptMade, type AttemptRefused, attempt, findDelivery, type StoredDelivery } from './attempt.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { rowLine, rowOf } from './delivery-row.ts';
import { endDelivery, tellEnd } from './end-delivery.ts';
import { judgeResult } from './judge-result.ts';
import { leaveOut, withConfirmation, withOurLinks } from './message-to-leave.ts';
import { type Plan, planAttempt, planDelivery } from './plan-delivery.ts';
import type { DeliveryRecord, End } from './records.ts';
import { goneSignals } from './reports.ts';
import { takeBack } from './take-back.ts';

/**
 * # Dispatch
 *
 * **Idea.** A decided message waits in a queue until its time, is asked once more whether it may leave, and is handed
 * to a provider. A queue can hand out a job twice and a process can die anywhere, so the queue is not trusted: the
 * *record* of a delivery, one hash in Redis, says which attempts began and how it ended. The row of each step is
 * written together with the record, in one script.
 *
 *     outbox ──> queue of the channel (BullMQ) ──> deliver ──> provider
 *                  ^        ^                        │ │
 *                  │ retry  │ dead letter, requeued  │ └─> record + outcome rows (Redis, one script a step)
 *                  └────────┴────────────────────────┘
 *
 * **Record, by example.** `kairos:delivery:{2}:d-81` of a mail; its server is busy at first:
 *
 *     begin 1    begun 1             by 1764327600000:a1b2c3d4.7     written before the content leaves
 *     settle 1   begun 1  settled 1                                  451, nothing was taken; the job waits
 *     begin 2    begun 2  settled 1  by 1764327604000:a1b2c3d4.9
 *     finish     begun 2  settled 1  state sent                      the first end stands; kept for a week
 *
 * **States of a delivery**, and the call that changes them:
 *
 *     new          no record                       begin → open; finish → ended; defer → put off
 *     put off      `deferred`: until when          the same
 *     open         `begun` > `settled`             settle → settled; finish → ended. Its process sends, or has died:
 *                                                  after the time limit, begin again if the provider is idempotent,
 *                                                  else finish as `uncertain`
 *     settled      `begun` = `settled`             begin → open; finish → ended
 *     in doubt     `doubt`, beside open, settled   an attempt may have arrived: only `sent` or `uncertain` can end it
 *     ended        `state`: sent, held-back,       reopen, of a dead letter that `failed` → settled, with all its
 *                  expired, failed, uncertain      attempts before it
 *
 * **Locks.** BullMQ locks a job while a worker shows signs of life; a starved worker loses it, and another takes the
 * job. `begin` names the number of attempts it knows of: of two that know the same number one begins, the other is
 * `busy`. A job that comes back to the process that is at it joins what runs (`dispatcher.ts`).
 *
 * **Parcels.** In-app messages cost less to send than a job costs, so one job holds up to 32 of a priority. Each has a
 * record and an end of its own; what is not done at the first try goes on as a job alone (`parcels.ts`).
 *
 * **Invariants.** Nothing leaves before its attempt is in the record. A delivery has one end, and one row for it. An
 * end is told to the engine before the job counts as done: a crash tells it twice, under the same ids. Only an
 * idempotent provider gets a message again whose result is unknown. A failure of the worker itself is no attempt.
 *
 * **Read in this order:** `jobs/contract.ts` → contract → records, record-begin.lua → this file → plan-delivery →
 * attempt → judge-result → end-delivery → dispatcher → queue, fair-turns, parcels, put-offs → accounts/account-rooms,
 * accounts/account-lines → recheck → inbox.
 */

/** The result of working on a delivery: its end, or that it waits for a later attempt. */
export type Delivered = { readonly end: End } | Postponed;

/** The reason to wait, and how long by real time. */
export interface Postponed {
  readonly again: string;
  readonly waitMs: number;
  /** The engine's time that it waits for. Absent: it waits for something outside, by real time. */
  readonly until?: number;
  /** The line in which it waits for an account, from when it waits in its queue. Absent: it waits by time alone. */
  readonly line?: string;
}

/**
 * Works on one delivery until it has ended or must wait. Safe to repeat after a crash at any point: an attempt is
 * recorded before anything leaves, so an attempt without a result may have reached the customer. Idempotent providers
 * are then retried; others end as `uncertain`.
 */
export async function deliver(job: DeliveryJob, parts: DeliverParts): Promise<Delivered> {
  try {
    return await goOn(job, parts);
  } finally {
    parts.rooms.release(job.id);
  }
}

async function goOn(job: DeliveryJob, parts: DeliverParts): Promise<Delivered> {
  if (parts.isPaused(job.channel)) return { again: 'the channel is paused', waitMs: PAUSED_MS };
  const open = parts.channels().get(job.channel);
  const first = await attemptFromMemory(job, open, parts);
  if (first && 'again' in first) return first;
  if (first && 'result' in first) return finishAttempt(first.job, first, open, parts);

  const stored = first?.found ?? (await findDelivery(job, parts));
  const plan = planDelivery(job, stored, open, parts);
  switch (plan.next) {
    case 'tell':
      await tellEnd(job, plan.end, stored.record, parts);
      return { end: plan.end };
    case 'end':
      return { end: await endDelivery(job, stored.record, plan.ending, parts) };
    case 'wait':
      return { again: plan.reason, waitMs: plan.waitMs };
    case 'line-up':
      return lineUp(job, plan.reason, plan.line, parts);
    case 'put-off':
      return putOff(job, plan, stored.record.begun, parts);
    case 'attempt': {
      const made = await attemptInRate(job, stored, { open, account: plan.account }, parts);
      if ('again' in made) return made;
      if ('result' in made) return finishAttempt(made.job, made, open, parts);
      if (made.refused === 'tried-out') return TRIED_OUT;
      return { again: `somebody else is at it: ${made.refused}`, waitMs: parts.attemptMs };
    }
  }
}

function lineUp(job: DeliveryJob, again: string, line: string, { lines }: Pick<DeliverParts, 'lines'>): Postponed {
  return { again, waitMs: lines.longestWaitMs(job, line), line };
}

/** The message that tries an account out knows within this time. */
const TRIED_OUT: Postponed = { again: 'another message tries its account out', waitMs: 1_000 };

/** A job that was taken in the moment of a pause waits so long; the queue itself hands out none. */
const PAUSED_MS = 1_000;

/**
 * Makes the first attempt by what is in memory alone; the command that begins it finds out whether that is still so.
 * Undefined when memory does not know the customer, the message may not leave, or no account takes it now.
 */
async function attemptFromMemory(
  job: DeliveryJob,
  open: OpenChannel | undefined,
  parts: DeliverParts,
): Promise<AttemptMade | Postponed | AttemptRefused | undefined> {
  const may = parts.recheck.atOnce(job);
  if (!may || !('go' in may) || !open) return undefined;
  const plan = planAttempt(job, NEVER_BEGUN, accountsFor(job, open.accounts), parts);
  if (plan.next !== 'attempt') return undefined;
  const made = await attemptInRate(
    job,
    { record: NEVER_BEGUN, may },
    { open, account: plan.account },
    parts,
    may.revision,
  );
  return 'refused' in made && made.refused === 'tried-out' ? TRIED_OUT : made;
}

/** Makes an attempt if the account may be handed a message now. */
async function attemptInRate(
  job: DeliveryJob,
  { record, may }: StoredDelivery,
  { open, account }: { readonly open: OpenChannel | undefined; readonly account: OpenAccount },
  parts: DeliverParts,
  revision?: number,
): Promise<AttemptMade | Postponed | AttemptRefused> {
  if (account.perSecond !== undefined && !(await parts.rates.take(job.channel, account))) {
    return lineUp(job, `${account.name} gets ${account.perSecond} messages a second`, paceLineFor(account), parts);
  }
  const isNext = job.plan !== undefined && record.begun === 0;
  const why = isNext ? await takeBack(job, parts) : undefined;
  const fitting = leaveOut(job, may);
  const leaving = job.confirms
    ? withConfirmation(job, parts.confirmUrl)
    : withOurLinks(fitting, may, open, { links: parts.links, wallAt: parts.clock.wall() });
  if (leaving === fitting) return attempt(fitting, record, account, parts, revision, why);
  const made = await attempt(await leaving, record, account, parts, revision, why);
  // What is kept of it has the links as they were written.
  return 'result' in made ? { ...made, job: fitting } : made;
}

/** Most deliveries are new: nothing is recorded of them. */
const NEVER_BEGUN: DeliveryRecord = {
  end: undefined,
  begun: 0,
  earlier: 0,
  isOpen: false,
  openSince: 0,
  isInDoubt: false,
  account: '',
  lastReason: '',
};

/** Records the result of an attempt: ends the delivery, or settles the attempt so that another may follow. */
async function finishAttempt(
  job: DeliveryJob,
  { record, result, account }: AttemptMade,
  open: OpenChannel | undefined,
  parts: DeliverParts,
): Promise<Delivered> {
  parts.answered?.(job.channel, result);
  if (result.kind === 'permanent' && OUR_FAULT.has(result.effect)) {
    parts.misconfigured(job.channel, account.name, result.reason);
  }
  if ('gone' in result && result.gone && !job.isForTeam) {
    for (const signal of goneSignals(job, result.gone, parts.clock.now())) await parts.report(signal);
  }
  if (result.kind === 'accepted' && account.tells && !job.isForTeam) {
    const { id: delivery, customer, trigger, channel, purpose } = job;
    const offers = offersOf(job.message, result.shows ?? open?.channel.shows ?? {});
    const about = { delivery, customer, trigger, channel, purpose, ...(offers && { offers }) };
    await parts.noteSent(account.name, result.providerId, job.to, about);
  }
  const isUncertain = result.kind === 'uncertain';
  const judgement = judgeResult(job, record, result, account, {
    clock: parts.clock,
    random: parts.random,
    accounts: open && !record.isInDoubt ? accountsFor(job, open.accounts).length : 1,
    retry: open?.channel.retry,
  });
  if (judgement.next === 'end') {
    const now = isUncertain ? { ...record, isInDoubt: true } : record;
    return { end: await endDelivery(job, now, judgement.ending, parts) };
  }
  await parts.records.settle(job, record.begun, isUncertain, judgement.reason);
  return { again: judgement.reason, waitMs: judgement.waitMs };
}

const OUR_FAULT: ReadonlySet<string> = new Set(['channel-misconfigured', 'disable-endpoint']);

/** The state that puts a message off may itself change, so it is asked again at least this often. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Records that a message waits for a time of the engine's clock. */
async function putOff(
  job: DeliveryJob,
  { until, provider, gate, reason }: Extract<Plan, { readonly next: 'put-off' }>,
  attempt: number,
  { records, clock, happened }: DeliverParts,
): Promise<Delivered> {
  const row = rowOf(job, clock, { step: 'deferred', provider, gate, reason: '', why: { ...reason, until }, attempt });
  if (await records.defer(job, until, rowLine(job, row))) happened(row);
  const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, until - clock.now()));
  return { again: `${gate}: ${sayReason(reason)}`, waitMs, until };
}
