import type { Provider, SendResult } from '../../channels/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import { overBeforeRetry } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { waitAfter } from './backoff.ts';
import type { DeliverParts } from './deliver-parts.ts';
import type { DeliveryRecord, Ending } from './records.ts';

/** The consequence of an attempt's result: the delivery ends, or is tried again after a while of real time. */
export type Judgement =
  | { readonly next: 'end'; readonly ending: Ending }
  | { readonly next: 'retry'; readonly reason: string; readonly waitMs: number };

/** Judges the result of the attempt that `record` counts last. */
export function judgeResult(
  job: DeliveryJob,
  { begun, earlier }: Pick<DeliveryRecord, 'begun' | 'earlier'>,
  result: SendResult,
  { name, idempotent }: Pick<Provider, 'name' | 'idempotent'>,
  { clock, random, mostAttempts }: Pick<DeliverParts, 'clock' | 'random' | 'mostAttempts'>,
): Judgement {
  const end = (ending: Omit<Ending, 'provider'>): Judgement => ({ next: 'end', ending: { ...ending, provider: name } });
  if (result.kind === 'accepted') return end({ state: 'sent', reason: result.providerId });
  if (result.kind === 'permanent') return end({ state: 'failed', reason: result.reason, effect: result.effect });
  if (result.kind === 'uncertain' && !idempotent) return end({ state: 'uncertain', reason: result.reason });

  const attempts = begun - earlier;
  if (attempts >= mostAttempts) return end({ state: 'failed', reason: `${mostAttempts} attempts: ${result.reason}` });
  const waitMs = waitAfter(attempts, result.kind === 'throttled' ? result.retryAfterMs : undefined, random);
  if (clock.now() + waitMs < job.expiresAt) return { next: 'retry', reason: result.reason, waitMs };
  const why = overBeforeRetry(result.reason);
  return end({ state: 'expired', reason: sayReason(why), gate: 'expiry', why });
}
