import { isDeepStrictEqual } from 'node:util';
import type { Channel, Provider, ProviderIo, ProviderSettings } from '../../channels/contract.ts';
import { type OpenChannel, type OpenChannels, openChannels } from '../../channels/open.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { CannotStart } from '../cannot-start.ts';
import type { Closable, Log } from '../contract.ts';

export interface LiveChannelsParts {
  readonly kinds: ReadonlyMap<string, Channel>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly io: ProviderIo;
  /** Wins over what the workspace says of e-mail. */
  readonly smtpUrl: string | undefined;
  readonly log: Log;
}

/** The channels that messages can leave by now; they follow the workspace. */
export interface LiveChannels extends Closable {
  open(): ReadonlyMap<string, OpenChannel>;
  /** Opens anew what a workspace sets up differently. What cannot be opened is said, and the channels before stay. */
  follow(workspace: Workspace): void;
}

/** Opens the channels of a workspace. Throws CannotStart with all that is wrong with its settings. */
export function openLiveChannels(workspace: Workspace, parts: LiveChannelsParts): LiveChannels {
  const { kinds, providers, io, log } = parts;
  let settings = settingsOf(workspace, parts);
  let current: OpenChannels;
  try {
    current = openChannels(kinds, providers, settings, io);
  } catch (cause) {
    throw new CannotStart(`the channels cannot be opened: ${(cause as Error).message}`, { cause });
  }
  const closing = new Set<Promise<void>>();
  return {
    open: () => current.channels,
    follow(next) {
      const wanted = settingsOf(next, parts);
      if (isDeepStrictEqual(wanted, settings)) return;
      try {
        const opened = openChannels(kinds, providers, wanted, io);
        const old = current.close().finally(() => closing.delete(old));
        closing.add(old);
        current = opened;
        settings = wanted;
      } catch (cause) {
        log.error('the channels of the new workspace cannot be opened, the old ones stay', { cause });
      }
    },
    async close() {
      await Promise.all([current.close(), ...closing]);
    },
  };
}

/** In-app needs no settings; e-mail is set up by the workspace or from outside. */
function settingsOf(
  { providers }: Workspace,
  { smtpUrl }: LiveChannelsParts,
): Readonly<Record<string, ProviderSettings>> {
  const email = smtpUrl === undefined ? providers.email : { ...providers.email, url: smtpUrl };
  return { 'in-app': {}, ...providers, ...(email && { email }) };
}
