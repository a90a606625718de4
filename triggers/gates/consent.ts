import { addressHash } from '../state/channels/address-hash.ts';
import type { Consent } from '../state/channels/contract.ts';
import { eitherOf } from '../words/reason-lists.ts';
import type { Gate, Purpose } from './contract.ts';

/** Lets only channels through that the customer allows for the purpose: marketing needs a recorded yes. */
export default {
  name: 'consent',
  title: { en: 'Consent', de: 'Einwilligung' },
  summary: {
    en: 'The customer allows this purpose on this channel. Marketing needs a recorded yes; the newest word counts.',
    de: 'Der Kunde erlaubt diesen Zweck auf diesem Kanal. Werbung braucht ein aufgezeichnetes Ja; das neueste Wort zählt.',
  },
  reasons: { 'no-consent': ({ purpose, channels }) => `no consent to ${purpose} by ${eitherOf(channels)}` },
  check({ trigger, moment, channels }, { workspace, addressOf }) {
    const purpose = trigger.definition.message.purpose;
    const marketing = workspace.purposes[purpose]?.marketing ?? true;
    const { consents } = moment.state;
    const allowed = channels.filter(
      (channel) =>
        (newestConsent(consents, channel, purpose)?.granted ?? !marketing) &&
        (!needsConfirmation(workspace.purposes[purpose], channel) ||
          isConfirmed(consents, channel, purpose, addressOf(moment.state, channel))),
    );
    return allowed.length > 0 ? { pass: allowed } : { hold: { code: 'no-consent', args: { purpose, channels } } };
  },
} satisfies Gate;

/** Whether a yes to a purpose on a channel counts only once it was confirmed. */
export function needsConfirmation(purpose: Pick<Purpose, 'doubleOptIn'> | undefined, channel: string): boolean {
  return channel === 'email' && purpose?.doubleOptIn === true;
}

/**
 * Whether the customer's yes was confirmed at the address that they have now: who confirmed one has not confirmed
 * another. A yes for every purpose or channel cannot be: each is asked for alone.
 */
export function isConfirmed(
  consents: Readonly<Record<string, Consent>>,
  channel: string,
  purpose: string,
  address: string | undefined,
): boolean {
  const consent = consents[`${channel}:${purpose}`];
  if (consent?.granted !== true || consent.proof === undefined) return false;
  return consent.confirmed === undefined || (address !== undefined && consent.confirmed === addressHash(address));
}

/** The word that counts: the newest of those that cover the channel and purpose; on a tie, the no. */
export function newestConsent(
  consents: Readonly<Record<string, Consent>>,
  channel: string,
  purpose: string,
): Consent | undefined {
  let newest: Consent | undefined;
  for (const key of [`${channel}:${purpose}`, `${channel}:*`, `*:${purpose}`, '*:*']) {
    const consent = consents[key];
    if (!consent) continue;
    if (!newest || consent.at > newest.at || (consent.at === newest.at && !consent.granted)) newest = consent;
  }
  return newest;
}
