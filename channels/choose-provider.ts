import type { Channel, Provider, ProviderSettings } from './contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** The provider of a channel, and its settings by where they come from. */
export interface ChosenProvider {
  readonly channel: Channel;
  readonly provider: Provider;
  /** From the workspace. */
  readonly written: ProviderSettings;
  /** From the environment, for this provider; they win over what is written. */
  readonly given: ProviderSettings;
}

/** Chooses the provider of each channel: the only place that does. */
export interface ProviderChoice {
  /**
   * Returns the provider that the workspace names, else the channel's default. `written` is the workspace's
   * `providers.<channel>`. Throws WrongSettings when there is no such channel, or the channel has no such provider.
   */
  choose(channel: string, written: ProviderSettings): ChosenProvider;
  /**
   * Names the channels to open: those that the workspace has settings for, and those whose default provider has all it
   * needs without the workspace. `written` is the workspace's `providers`.
   */
  channelsOf(written: Readonly<Record<string, ProviderSettings>>): readonly string[];
}

export interface ProviderChoiceParts {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Settings from the environment, by the provider's name. */
  readonly fromEnvironment?: Readonly<Record<string, ProviderSettings>>;
}

/** Creates the choice among these providers. Throws when a channel's default is not one of its own providers. */
export function createProviderChoice({
  channels,
  providers,
  fromEnvironment = {},
}: ProviderChoiceParts): ProviderChoice {
  const find = (channel: string, name: unknown) =>
    [...providers.values()].find((provider) => provider.channel === channel && provider.name === name);
  const defaults = new Map<string, Provider>();
  for (const { name, defaultProvider } of channels.values()) {
    const provider = find(name, defaultProvider);
    if (!provider)
      throw new Error(`the default provider '${defaultProvider}' of channel '${name}' is not one of its own`);
    defaults.set(name, provider);
  }
  const givenTo = (provider: Provider) => fromEnvironment[provider.name] ?? {};
  const isComplete = (provider: Provider) =>
    Object.keys(givenTo(provider)).length > 0 || provider.settings.safeParse({}).success;

  return {
    choose(name, { provider: wanted, ...written }) {
      const channel = channels.get(name);
      if (!channel) throw wrong('', `one of the channels ${[...channels.keys()].join(', ')}`);
      const provider = wanted === undefined ? defaults.get(name) : find(name, wanted);
      if (!provider) {
        const own = [...providers.values()].filter((candidate) => candidate.channel === name);
        throw wrong('provider', `one of ${own.map((candidate) => candidate.name).join(', ')}`);
      }
      return { channel, provider, written, given: givenTo(provider) };
    },
    channelsOf(written) {
      const ready = [...defaults].filter(([, provider]) => isComplete(provider)).map(([name]) => name);
      return [...new Set([...ready, ...Object.keys(written)])];
    },
  };
}

function wrong(path: string, expected: string): WrongSettings {
  return new WrongSettings([{ path, expected }]);
}
