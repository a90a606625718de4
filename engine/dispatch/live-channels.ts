import { isDeepStrictEqual } from 'node:util';
import type { ProviderChoice } from '../../channels/choose-provider.ts';
import { type OpenChannel, type OpenChannels, type OpenIo, openChannels } from '../../channels/open.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { Closable, Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';

export interface LiveChannelsParts {
  readonly providerChoice: ProviderChoice;
  readonly io: OpenIo;
  readonly log: Log;
}

/** The open channels of the live workspace. */
export interface LiveChannels extends Closable {
  open(): ReadonlyMap<string, OpenChannel>;
  /**
   * Opens the channels anew when a workspace has other settings. Logs an error and keeps the old ones when that fails.
   */
  follow(workspace: Workspace): void;
  /** Opens them anew, as a secret has another value. Does the same when that fails. */
  renew(): void;
}

/** Opens the channels of a workspace. Throws CannotStart with every problem of its settings. */
export function openLiveChannels(workspace: Workspace, { providerChoice, io, log }: LiveChannelsParts): LiveChannels {
  let written = workspace.providers;
  let current: OpenChannels;
  try {
    current = openChannels(providerChoice, written, io);
  } catch (cause) {
    throw new CannotStart(`the channels cannot be opened: ${(cause as Error).message}`, { cause });
  }
  const closing = new Set<Promise<void>>();
  const open = (providers: Workspace['providers'], whose: string) => {
    try {
      const opened = openChannels(providerChoice, providers, io);
      const old = current.close().finally(() => closing.delete(old));
      closing.add(old);
      current = opened;
      written = providers;
    } catch (cause) {
      log.error(`the channels of the ${whose} cannot be opened, the old ones stay`, { cause });
    }
  };
  return {
    open: () => current.channels,
    follow({ providers }) {
      if (!isDeepStrictEqual(providers, written)) open(providers, 'new workspace');
    },
    renew: () => open(written, 'workspace with its new secrets'),
    async close() {
      await Promise.all([current.close(), ...closing]);
    },
  };
}
