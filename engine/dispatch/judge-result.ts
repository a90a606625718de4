import type { Provider, SendResult } from '../../channels/contract.ts';
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

/** Judges the result of the attempt that `record` counts last. */
export function judgeResult(
  job: DeliveryJob,
  { begun, earlier }: Pick<DeliveryRecord, 'begun' | 'earlier'>,
  result: SendResult,
  { name: provider, idempotent }: Pick<Provider, 'name' | 'idempotent'>,
  { clock, random, mostAttempts }: Pick<DeliverParts, 'clock' | 'random' | 'mostAttempts'>,
): Judgement {
  const end = (ending: Ending): Judgement => ({ next: 'end', ending });
  if (result.kind === 'accepted') return end({ state: 'sent', reason: result.providerId, provider });
  const endFor = (state: FinalState, why: Reason, more: Pick<Ending, 'gate' | 'effect'> = {}) =>
    end({ state, reason: sayReason(why), provider, why, ...more });
  const { reason } = result;
  if (result.kind === 'permanent') {
    return endFor('failed', FAILURES.refused(result.effect, reason), { effect: result.effect });
  }
  if (result.kind === 'uncertain' && !idempotent) return endFor('uncertain', FAILURES.noVerdict(reason));

  const attempts = begun - earlier;
  if (attempts >= mostAttempts) return endFor('failed', FAILURES.usedUp(mostAttempts, reason));
  const waitMs = waitAfter(attempts, result.kind === 'throttled' ? result.retryAfterMs : undefined, random);
  if (clock.now() + waitMs < job.expiresAt) return { next: 'retry', reason, waitMs };
  return endFor('expired', overBeforeRetry(reason), { gate: 'expiry' });
}
