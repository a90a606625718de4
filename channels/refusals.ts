import type { ProviderChoice } from './choose-provider.ts';
import { familyOf } from './families.ts';

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

/** A no of a customer: the name and the value of its signal. */
export interface Refused {
  readonly name: string;
  readonly value: {
    readonly channel: string;
    readonly purpose: string;
    readonly granted: false;
    readonly source: string;
  };
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

/**
 * Returns the no of a customer that follows from what a provider tells of them, by the name that its signal's id gets:
 * to everything on a channel, and on those that reach the same number, or to its marketing alone. `source`: who said
 * it.
 */
export function refusedBy(
  effect: string | undefined,
  channel: string,
  { channels, marketing }: Offered,
  source: string,
): readonly Refused[] {
  const refuse = (name: string, on: string, purpose: string, by: string) => ({
    name,
    value: { channel: on, purpose, granted: false as const, source: by },
  });
  if (effect === 'marketing-opt-out') {
    return marketing.map((purpose) => refuse(`opted-out.${purpose}`, channel, purpose, source));
  }
  if (effect !== 'opt-out') return [];
  const [own, ...others] = familyOf(channel);
  return [
    refuse('opted-out', own, '*', source),
    // Said by another channel: it is confirmed on that one alone.
    ...others
      .filter((other) => channels.includes(other))
      .map((other) => refuse(`opted-out.${other}`, other, '*', `${source}:${channel}`)),
  ];
}
