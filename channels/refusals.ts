import type { ProviderChoice } from './choose-provider.ts';

/** What a workspace has that a no can be about. */
export interface Offered {
  /** The channels that it has accounts of. */
  readonly channels: readonly string[];
  /** The purposes that are marketing. */
  readonly marketing: readonly string[];
}

/** Of a workspace that is not known: a no is about the channel of its message. */
export const NOTHING_OFFERED: Offered = { channels: [], marketing: [] };

/** Returns what a workspace has that a no can be about. */
export function offeredBy(
  { providers, purposes }: OfferingWorkspace,
  { channelsOf }: Pick<ProviderChoice, 'channelsOf'>,
): Offered {
  const marketing = Object.keys(purposes).filter((purpose) => purposes[purpose]!.marketing);
  return { channels: channelsOf(providers), marketing };
}

interface OfferingWorkspace {
  readonly providers: Parameters<ProviderChoice['channelsOf']>[0];
  readonly purposes: Readonly<Record<string, { readonly marketing: boolean }>>;
}

/** A no of a customer. */
export interface Refused {
  readonly channel: string;
  readonly purpose: string;
}

/** Returns what a message that was refused needs so that it goes by another channel; undefined: it ends here. */
export function refusalOf(effect: string | undefined): 'window-closed' | 'other-channel' | undefined {
  return effect === undefined ? undefined : REFUSALS[effect];
}

const REFUSALS: Readonly<Record<string, 'window-closed' | 'other-channel'>> = {
  'window-closed': 'window-closed',
  'fallback-channel': 'other-channel',
  'not-reachable': 'other-channel',
  'template-not-approved': 'other-channel',
};

/** Returns what a customer says no to by what a provider tells of them: everything on a channel, or its marketing. */
export function refusedBy(effect: string | undefined, channel: string, { marketing }: Offered): readonly Refused[] {
  if (effect === 'opt-out') return [{ channel, purpose: '*' }];
  return effect === 'marketing-opt-out' ? marketing.map((purpose) => ({ channel, purpose })) : [];
}
