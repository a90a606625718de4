import { readAccounts, type WrittenAccounts } from './accounts.ts';
import type { AccountUse, Channel, Provider, ProviderSettings } from './contract.ts';
import { tellsOf } from './hooks/tells-of.ts';
import { type Reveal, revealSecrets } from './reveal.ts';
import { WrongSettings } from './wrong-settings.ts';

/** An account of a channel with its provider. */
export interface ChosenAccount extends AccountUse {
  readonly channel: Channel;
  readonly provider: Provider;
  /** From the workspace. */
  readonly written: ProviderSettings;
  /**
   * What its provider is opened with once its secrets are revealed: what is written, and what the environment gives to
   * this provider. What is given wins where the account stands alone; in a list it fills in what an account does not
   * write.
   */
  readonly settings: ProviderSettings;
  /** Where it stands within `providers.<channel>`: '' or its place in the list with a dot. */
  readonly path: string;
  /** It tells what became of messages. Absent: it does not. */
  readonly tells?: true;
}

/** Chooses the accounts of each channel and their providers: the only place that does. */
export interface ProviderChoice {
  /**
   * Returns the accounts of a channel as they are written, at least one. Each has the provider that it names, else the
   * channel's default. `written` is the workspace's `providers.<channel>`. Throws WrongSettings when there is no such
   * channel, the channel has no such provider, or an account says wrongly what it is used for.
   */
  choose(channel: string, written: WrittenAccounts): readonly ChosenAccount[];
  /**
   * Puts the values of secrets into settings. Throws WrongSettings for every secret that there is not. Absent: nobody
   * knows secrets here, as in `kairos check`.
   */
  readonly reveal?: ((settings: ProviderSettings) => ProviderSettings) | undefined;
  /**
   * Names the channels to open: those that the workspace has settings for, and those whose default provider has all it
   * needs without the workspace. `written` is the workspace's `providers`.
   */
  channelsOf(written: Readonly<Record<string, WrittenAccounts>>): readonly string[];
}

export interface ProviderChoiceParts {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Settings from the environment, by the provider's name. */
  readonly fromEnvironment?: Readonly<Record<string, ProviderSettings>>;
  readonly reveal?: Reveal | undefined;
  /** Whether anybody takes reports that come by mail. Absent: it is taken to be so. */
  readonly isMailHeard?: boolean;
  /** Whether services can call us: we have a public address. Absent: it is taken to be so. */
  readonly isCallable?: boolean;
}

/** Creates the choice among these providers. Throws when a channel's default is not one of its own providers. */
export function createProviderChoice({
  channels,
  providers,
  fromEnvironment = {},
  reveal,
  isMailHeard = true,
  isCallable = true,
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
    choose(name, accounts) {
      const channel = channels.get(name);
      if (!channel) throw wrong('', `one of the channels ${[...channels.keys()].join(', ')}`);
      return readAccounts(accounts).map(({ use, provider: wanted, settings: written, path }) => {
        const provider = wanted === undefined ? defaults.get(name) : find(name, wanted);
        if (!provider) {
          const own = [...providers.values()].filter((candidate) => candidate.channel === name);
          throw wrong(`${path}provider`, `one of ${own.map((candidate) => candidate.name).join(', ')}`);
        }
        const given = givenTo(provider);
        const settings = path === '' ? { ...written, ...given } : { ...given, ...written };
        const tells = tellsOf(provider, settings, isMailHeard) && (provider.canTell?.(settings, isCallable) ?? true);
        return {
          ...{ name: provider.name, ...use, channel, provider, written, settings, path },
          ...(tells && { tells }),
        };
      });
    },
    reveal: reveal && ((settings) => revealSecrets(settings, reveal)),
    channelsOf(written) {
      const ready = [...defaults].filter(([, provider]) => isComplete(provider)).map(([name]) => name);
      return [...new Set([...ready, ...Object.keys(written)])];
    },
  };
}

function wrong(path: string, expected: string): WrongSettings {
  return new WrongSettings([{ path, expected }]);
}
