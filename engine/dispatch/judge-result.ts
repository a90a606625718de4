import type { Channel, Provider, SendResult } from '../../channels/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import { overBeforeRetry } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { waitAfter } from './backoff.ts';
import type { DeliverParts } from './deliver-parts.ts';
import type { DeliveryRecord, Ending, FinalState } from './records.ts';

/** The consequence of an attempt's result: the delivery ends, or is tried again after a while of real time. */
export type Judgement =
  | { readonly next: 'end'; readonly ending: Ending }
  | { readonly next: 'retry'; readonly reason: string; readonly waitMs: number };

/**
 * Judges the result of the attempt that `record` counts last; `accounts`, of which `account` made it, may make the next
 * one. Each of them gets its turn before the message waits.
 */
export function judgeResult(
  job: DeliveryJob,
  { begun, earlier }: Pick<DeliveryRecord, 'begun' | 'earlier'>,
  result: SendResult,
  { name: provider, provider: { idempotent } }: JudgedAccount,
  { accounts = 1, retry, clock, random }: JudgeParts,
): Judgement {
  const end = (ending: Ending): Judgement => ({ next: 'end', ending });
  if (result.kind === 'accepted') return end({ state: 'sent', reason: result.providerId, provider });
  const endFor = (state: FinalState, why: Reason, more: Pick<Ending, 'gate' | 'effect' | 'answer'> = {}) =>
    end({ state, reason: sayReason(why), provider, why, ...more });
  const { reason } = result;
  // An account that is not set up right says nothing of the message: it goes to another one, or waits until it is.
  if (result.kind === 'permanent' && result.effect !== 'channel-misconfigured') {
    const why = BEFORE_SENDING[result.effect] ?? ((words) => FAILURES.refused(result.effect, words));
    return endFor('failed', why(reason), { effect: result.effect, answer: result.answer });
  }
  if (result.kind === 'uncertain' && !idempotent) return endFor('uncertain', FAILURES.noVerdict(reason));

  const attempts = begun - earlier;
  const hasTurn = attempts % accounts !== 0 && result.kind !== 'uncertain';
  const askedMs = result.kind === 'throttled' ? result.retryAfterMs : undefined;
  const waitMs = hasTurn ? 0 : waitAfter(Math.ceil(attempts / accounts), askedMs, random, retry);
  if (clock.now() + waitMs < job.expiresAt) return { next: 'retry', reason, waitMs };
  return endFor('expired', overBeforeRetry(reason), { gate: 'expiry' });
}

/** Refusals that are known before anything leaves have reasons of their own. */
const BEFORE_SENDING: Readonly<Record<string, (words: string) => Reason>> = {
  'not-reachable': FAILURES.notReachable,
  'template-not-approved': FAILURES.templateNotApproved,
};

interface JudgedAccount {
  readonly name: string;
  readonly provider: Pick<Provider, 'idempotent'>;
}

interface JudgeParts extends Pick<DeliverParts, 'clock' | 'random'> {
  /** How many accounts serve the message. Absent: one. */
  readonly accounts?: number;
  readonly retry?: Channel['retry'] | undefined;
}
