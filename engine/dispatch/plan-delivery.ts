import type { OpenChannel } from '../../channels/open.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import { STOPS } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { StoredDelivery } from './attempt.ts';
import type { DeliverParts } from './deliver-parts.ts';
import type { End, Ending, FinalState } from './records.ts';

/** The next step of a delivery, by what is stored of it. */
export type Plan =
  /** It has ended: tell of it again, in case the first to end it died before. */
  | { readonly next: 'tell'; readonly end: End }
  | { readonly next: 'end'; readonly ending: Ending }
  /** It waits for an attempt that may still be under way elsewhere. */
  | { readonly next: 'wait'; readonly reason: string; readonly waitMs: number }
  /** It waits for a time of the engine's clock. */
  | {
      readonly next: 'put-off';
      readonly until: number;
      readonly provider: string;
      readonly gate: string;
      readonly reason: Reason;
    }
  | { readonly next: 'attempt'; readonly open: OpenChannel };

/** When an attempt's time is up and this long has passed, it is over wherever it was made. */
const LAST_WORD_MS = 2_000;

/** Plans the next step of a delivery. `open` is its channel; undefined when that is not set up. */
export function planDelivery(
  job: DeliveryJob,
  { record, may }: StoredDelivery,
  open: OpenChannel | undefined,
  { clock, attemptMs }: Pick<DeliverParts, 'clock' | 'attemptMs'>,
): Plan {
  const provider = open?.provider.name ?? '';
  const end = (state: FinalState, why: Reason, gate = ''): Plan => ({
    next: 'end',
    ending: { state, reason: sayReason(why), provider, gate, why },
  });
  if (record.end) return { next: 'tell', end: record.end };
  if (record.isOpen && open?.provider.idempotent !== true) {
    const waitMs = record.openSince + attemptMs + LAST_WORD_MS - clock.wall();
    if (waitMs <= 0) return end('uncertain', FAILURES.attemptLost);
    return { next: 'wait', reason: 'an attempt is under way', waitMs: Math.min(waitMs, attemptMs + LAST_WORD_MS) };
  }
  if ('stop' in may) return end(may.stop, may.reason, may.gate);
  if (clock.now() >= job.expiresAt) return end('expired', STOPS.overInQueue, 'expiry');
  if ('deferUntil' in may) {
    const { deferUntil, gate, reason } = may;
    return { next: 'put-off', until: Math.min(deferUntil, job.expiresAt), provider, gate, reason };
  }
  if (open) return { next: 'attempt', open };
  return end('failed', FAILURES.notSetUp(job.channel));
}
