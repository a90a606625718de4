import consent, { newestConsent } from '../gates/consent.ts';
import type { Reason } from '../gates/contract.ts';
import suppression from '../gates/suppression.ts';
import window from '../gates/window.ts';
import { windowOf } from '../policy/windows.ts';
import { optedOut, STOPS } from '../reasons/stops.ts';
import type { CustomerState } from '../state/contract.ts';
import { suppressionOf } from '../state/suppressed.ts';

/** Why a person's reply may not leave: the gate that says so, and the reason. */
export interface ReplyRefusal {
  readonly gate: string;
  readonly reason: Reason;
}

/**
 * Returns why a person may not write to a customer by a channel; undefined: they may. Asked when it is written and
 * again when it is sent. A reply is no advertising: it needs no yes, counts for no cap and minds no quiet hours; a no
 * to every purpose, a dead address and a closed window stop it.
 */
export function refuseReply(
  state: CustomerState,
  channel: string,
  address: string,
  at: number,
): ReplyRefusal | undefined {
  const channels = [channel];
  if (state.firstAt === 0) return { gate: 'erasure', reason: STOPS.erased };
  if (newestConsent(state.consents, channel, '*')?.granted === false) {
    return { gate: consent.name, reason: optedOut(channel) };
  }
  const dead = suppressionOf(state, channel, address);
  if (dead) {
    return { gate: suppression.name, reason: { code: 'suppressed', args: { channels }, words: dead.reason } };
  }
  if (windowOf(state, channel, at) === 'closed') {
    return { gate: window.name, reason: { code: 'window-closed', args: { channels } } };
  }
  return undefined;
}
