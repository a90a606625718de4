import type { Channel, Connection, Provider, ProviderIo, ProviderSettings } from './contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** A channel that messages can leave by. */
export interface OpenChannel {
  readonly channel: Channel;
  readonly provider: Provider;
  readonly connection: Connection;
}

/** Channels by name. `close` ends them all; safe to call twice. */
export interface OpenChannels {
  readonly channels: ReadonlyMap<string, OpenChannel>;
  close(): Promise<void>;
}

/**
 * Opens one provider for each channel that has settings: the one that `provider` names among them, else the channel's only or
 * first. All or none: throws WrongSettings with all that is wrong, paths beginning with the channel.
 */
export function openChannels(
  kinds: ReadonlyMap<string, Channel>,
  providers: ReadonlyMap<string, Provider>,
  settings: Readonly<Record<string, ProviderSettings>>,
  io: ProviderIo,
): OpenChannels {
  const channels = new Map<string, OpenChannel>();
  const problems: { path: string; expected: string }[] = [];
  for (const [name, { provider: wanted, ...rest }] of Object.entries(settings)) {
    const channel = kinds.get(name);
    const able = [...providers.values()].filter((provider) => provider.channel === name);
    const provider = wanted === undefined ? able[0] : able.find((candidate) => candidate.name === wanted);
    if (!channel) problems.push({ path: name, expected: `one of the channels ${[...kinds.keys()].join(', ')}` });
    else if (!provider) {
      problems.push({
        path: `${name}.provider`,
        expected: `one of ${able.map((candidate) => candidate.name).join(', ')}`,
      });
    } else {
      try {
        channels.set(name, { channel, provider, connection: provider.open(rest, io) });
      } catch (cause) {
        const wrong = cause instanceof WrongSettings ? cause.problems : [{ path: '', expected: String(cause) }];
        for (const { path, expected } of wrong) problems.push({ path: path ? `${name}.${path}` : name, expected });
      }
    }
  }
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= Promise.all([...channels.values()].map(({ connection }) => connection.close())).then(() => undefined);
    return closed;
  };
  if (problems.length === 0) return { channels, close };
  close().catch(() => undefined); // nothing was sent yet: what matters is why it could not be opened
  throw new WrongSettings(problems);
}
