import { newestConsent } from '../../triggers/gates/consent.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';

/** A workspace that has a purpose of this name asks its customers whether their clicks and openings may be noted. */
const TRACKING = 'tracking';

/**
 * Whether a customer's clicks and openings on a channel may be noted: their trait `doNotTrack` does not say otherwise,
 * and where the workspace asks for consent, they gave it.
 */
export function mayFollow(
  { values, consents }: CustomerState,
  { purposes }: Pick<Workspace, 'purposes'>,
  channel: string,
): boolean {
  if (values['customer.doNotTrack']?.v === true) return false;
  const purpose = purposes[TRACKING];
  return purpose === undefined || (newestConsent(consents, channel, TRACKING)?.granted ?? !purpose.marketing);
}
