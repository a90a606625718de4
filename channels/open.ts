import type { WrittenAccounts } from './accounts.ts';
import type { ProviderChoice } from './choose-provider.ts';
import type { AccountUse, Channel, Connection, Provider, ProviderIo } from './contract.ts';
import type { HookEvent } from './hooks/contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** An account whose provider is open. */
export interface OpenAccount extends AccountUse {
  readonly provider: Provider;
  readonly connection: Connection;
  /** It tells what became of messages. Absent: it does not. */
  readonly tells?: true;
}

/** A channel that messages can leave by, with at least one account. */
export interface OpenChannel {
  readonly channel: Channel;
  readonly accounts: readonly OpenAccount[];
}

/** Channels by name. `close` closes them all; safe to call twice. */
export interface OpenChannels {
  readonly channels: ReadonlyMap<string, OpenChannel>;
  close(): Promise<void>;
}

/** The outside world of all channels. */
export interface OpenIo extends Omit<ProviderIo, 'hear' | 'hookUrl'> {
  /** Where the world reaches us. Absent: no service can call us. */
  readonly publicUrl?: string | undefined;
  /** Is told what a provider hears over its own connection. Must not throw. Absent: nobody listens. */
  readonly heard?: (channel: string, account: string, event: HookEvent) => void;
}

/**
 * Opens the accounts of each channel that can be opened; `written` is the workspace's `providers`. All or none: throws
 * WrongSettings with every problem, paths beginning with the channel.
 */
export function openChannels(
  choice: ProviderChoice,
  written: Readonly<Record<string, WrittenAccounts>>,
  { heard, publicUrl, ...io }: OpenIo,
): OpenChannels {
  const channels = new Map<string, OpenChannel>();
  const opened: Connection[] = [];
  const problems: { path: string; expected: string }[] = [];
  const tryTo = <T>(path: string, open: () => T): T | undefined => {
    try {
      return open();
    } catch (cause) {
      const wrong = cause instanceof WrongSettings ? cause.problems : [{ path: '', expected: String(cause) }];
      for (const { path: within, expected } of wrong)
        problems.push({ path: [path, within].filter(Boolean).join('.'), expected });
      return undefined;
    }
  };
  for (const name of choice.channelsOf(written)) {
    const chosen = tryTo(name, () => choice.choose(name, written[name] ?? {})) ?? [];
    const accounts = chosen.flatMap(({ channel: _, written: __, settings, path, ...account }): OpenAccount[] => {
      const connection = tryTo([name, path.slice(0, -1)].filter(Boolean).join('.'), () =>
        account.provider.open(choice.reveal ? choice.reveal(settings) : settings, {
          ...io,
          hookUrl: hookUrlOf(publicUrl, name, account.name),
          ...(heard && { hear: (event) => heard(name, account.name, event) }),
        }),
      );
      if (!connection) return [];
      opened.push(connection);
      return [{ ...account, connection }];
    });
    const [first] = chosen;
    if (first && accounts.length > 0) channels.set(name, { channel: first.channel, accounts });
  }
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= Promise.all(opened.map((connection) => connection.close())).then(() => undefined);
    return closed;
  };
  if (problems.length === 0) return { channels, close };
  close().catch(() => undefined); // nothing was sent yet: what matters is why it could not be opened
  throw new WrongSettings(problems);
}

/** Returns where a service tells what became of the messages of an account; undefined: nowhere. */
export function hookUrlOf(publicUrl: string | undefined, channel: string, account: string): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}/hooks/${channel}/${account}`;
}
