import type { ProviderChoice } from './choose-provider.ts';
import type { Channel, Connection, Provider, ProviderIo, ProviderSettings } from './contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** A channel that messages can leave by. */
export interface OpenChannel {
  readonly channel: Channel;
  readonly provider: Provider;
  readonly connection: Connection;
}

/** Channels by name. `close` closes them all; safe to call twice. */
export interface OpenChannels {
  readonly channels: ReadonlyMap<string, OpenChannel>;
  close(): Promise<void>;
}

/**
 * Opens the chosen provider of each channel that can be opened; `written` is the workspace's `providers`. All or none:
 * throws WrongSettings with every problem, paths beginning with the channel.
 */
export function openChannels(
  choice: ProviderChoice,
  written: Readonly<Record<string, ProviderSettings>>,
  io: ProviderIo,
): OpenChannels {
  const channels = new Map<string, OpenChannel>();
  const problems: { path: string; expected: string }[] = [];
  for (const name of choice.channelsOf(written)) {
    try {
      const { channel, provider, ...settings } = choice.choose(name, written[name] ?? {});
      const connection = provider.open({ ...settings.written, ...settings.given }, io);
      channels.set(name, { channel, provider, connection });
    } catch (cause) {
      const wrong = cause instanceof WrongSettings ? cause.problems : [{ path: '', expected: String(cause) }];
      for (const { path, expected } of wrong) problems.push({ path: path ? `${name}.${path}` : name, expected });
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
