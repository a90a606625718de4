import { setTimeout as sleep } from 'node:timers/promises';
import type { Closable, Log } from '../../contract.ts';

/** Serves the lines of each channel, one round after the other. */
export interface Serving extends Closable {
  /** Begins a round for a channel; one that is under way is followed by another. */
  heed(channel: string): void;
}

/**
 * So many go no more often than this, 400 a second: most of what a process does is left to messages that did not wait.
 */
const LET_GO_EVERY_MS = 10;

/** Starts to serve. `round` resolves with whether messages went: then another round follows. */
export function startServing(round: (channel: string) => Promise<boolean>, log: Log): Serving {
  const working = new Map<string, Promise<void>>();
  const wanted = new Set<string>();
  const closing = new AbortController();

  async function serve(channel: string): Promise<void> {
    for (let goesOn = true; goesOn && !closing.signal.aborted; ) {
      wanted.delete(channel);
      goesOn = await round(channel);
      // Closing ends the wait.
      if (goesOn) await sleep(LET_GO_EVERY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      if (wanted.has(channel)) goesOn = true;
    }
  }
  return {
    heed(channel) {
      if (closing.signal.aborted) return;
      wanted.add(channel);
      if (working.has(channel)) return;
      const serving = serve(channel)
        .catch((cause: unknown) => log.warn('cannot let messages go that wait for an account', { channel, cause }))
        .finally(() => working.delete(channel));
      working.set(channel, serving);
    },
    async close() {
      closing.abort();
      await Promise.all(working.values());
    },
  };
}
