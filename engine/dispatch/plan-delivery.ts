import type { OpenAccount, OpenChannel } from '../../channels/open.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { Reason } from '../../triggers/gates/contract.ts';
import window from '../../triggers/gates/window.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import { STOPS } from '../../triggers/reasons/stops.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { accountsFor, chooseAccount } from './accounts/choose-account.ts';
import { lineFor } from './accounts/known-lines.ts';
import type { StoredDelivery } from './attempt.ts';
import type { DeliverParts } from './deliver-parts.ts';
import type { DeliveryRecord, End, Ending, FinalState } from './records.ts';

/** The next step of a delivery, by what is stored of it. */
export type Plan =
  /** It has ended: tell of it again, in case the first to end it died before. */
  | { readonly next: 'tell'; readonly end: End }
  | { readonly next: 'end'; readonly ending: Ending }
  /** It waits for an attempt that may still be under way elsewhere. */
  | { readonly next: 'wait'; readonly reason: string; readonly waitMs: number }
  /** It waits in a line for one of its accounts to take messages again. */
  | { readonly next: 'line-up'; readonly reason: string; readonly line: string }
  /** It waits for a time of the engine's clock. */
  | {
      readonly next: 'put-off';
      readonly until: number;
      readonly provider: string;
      readonly gate: string;
      readonly reason: Reason;
    }
  /** `accounts` serve the message; one of them makes the next attempt. */
  | { readonly next: 'attempt'; readonly account: OpenAccount; readonly accounts: readonly OpenAccount[] };

const CLOSED = { effect: 'window-closed' } as const;
/** When an attempt's time is up and this long has passed, it is over wherever it was made. */
const LAST_WORD_MS = 2_000;

/** Plans the next step of a delivery. `open` is its channel; undefined when that is not set up. */
export function planDelivery(
  job: DeliveryJob,
  { record, may }: StoredDelivery,
  open: OpenChannel | undefined,
  parts: Pick<DeliverParts, 'clock' | 'attemptMs' | 'health' | 'rooms'>,
): Plan {
  const { clock, attemptMs } = parts;
  const accounts = open ? accountsFor(job, open.accounts) : [];
  // An account that made an attempt may have handed the message over: no other one may take it up.
  const holder = record.account === '' ? accounts[0] : open?.accounts.find(({ name }) => name === record.account);
  const provider = holder?.name ?? record.account;
  const end = (state: FinalState, why: Reason, gate = ''): Plan => ({
    next: 'end',
    // A window that closed while the message waited is as good a reason to go on as one that the service tells of.
    ending: { state, reason: sayReason(why), provider, gate, why, ...(gate === window.name && CLOSED) },
  });
  if (record.end) return { next: 'tell', end: record.end };
  if (record.isOpen && holder?.provider.idempotent !== true) {
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
  if (!open) return end('failed', FAILURES.notSetUp(job.channel));
  const held = record.isOpen || record.isInDoubt;
  if (held && !holder) return end('uncertain', FAILURES.attemptLost);
  return planAttempt(job, record, held ? [holder!] : accounts, parts);
}

/**
 * Plans the next attempt by one of these accounts, in whose room the message holds a place then, or the wait for one.
 */
export function planAttempt(
  job: DeliveryJob,
  { begun, earlier }: Pick<DeliveryRecord, 'begun' | 'earlier'>,
  accounts: readonly OpenAccount[],
  parts: Pick<DeliverParts, 'health' | 'rooms'>,
): Plan {
  const choice = chooseAccount(job.id, accounts, begun - earlier, parts);
  if (!choice) {
    const why = FAILURES.noAccount(job.channel, job.purpose);
    return { next: 'end', ending: { state: 'failed', reason: sayReason(why), provider: '', why } };
  }
  if ('reason' in choice) return { next: 'line-up', reason: choice.reason, line: lineFor(accounts) };
  parts.rooms.hold(choice.account, job.id);
  return { next: 'attempt', account: choice.account, accounts };
}
