import { setTimeout as pause } from 'node:timers/promises';
import { causeOf } from '../cause-of.ts';
import type { Closable, Log } from '../contract.ts';

/** A running child process. */
export interface Child {
  /** Resolves when the process has ended for any reason, and says how. */
  readonly ended: Promise<string>;
  /** Ends the process. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** A child process that is started again whenever it ends by itself. */
export interface KeptChild<C extends Child> extends Closable {
  /** Returns the running child, or waits for the next. Rejects once closed, or when starting was given up. */
  current(): Promise<C>;
}

const LONGEST_DELAY_MS = 5_000;
/** An end within this long since the start makes the next start later. */
const MEMORY_MS = 60_000;

/**
 * Starts a child and starts it again when it ends, each time later, and no more after `attempts` failed starts in a
 * row. Throws the error of the first start.
 */
export async function keepRunning<C extends Child>(
  name: string,
  start: () => Promise<C>,
  log: Log,
  attempts = 8,
): Promise<KeptChild<C>> {
  let closing = false;
  const stopped = new AbortController();
  let child = await start();
  let current: Promise<C> = (async () => child)();
  const ends: number[] = [];

  const again = async (): Promise<C> => {
    for (let failed = 0; ; ) {
      while (ends[0] !== undefined && ends[0] < performance.now() - MEMORY_MS) ends.shift();
      const delay = Math.min(100 * 2 ** (ends.length - 1 + failed), LONGEST_DELAY_MS);
      await pause(delay, undefined, { signal: stopped.signal });
      try {
        child = await start();
        if (closing) throw new Error(`${name} is closed`);
        log.info(`${name} is up again`);
        return child;
      } catch (cause) {
        failed++;
        if (closing || failed >= attempts) {
          throw new Error(`${name} could not be started ${failed} times in a row: ${causeOf(cause)}`, { cause });
        }
        log.warn(`${name} could not be started`, { cause, attempt: failed });
      }
    }
  };
  const watch = async () => {
    while (!closing) {
      const how = await child.ended;
      if (closing) return;
      ends.push(performance.now());
      log.warn(`${name} ended by itself and is started again`, { how });
      current = again();
      await current;
    }
  };
  const watching = watch().catch((cause: unknown) => {
    if (!closing) log.error(`${name} stays down`, { cause });
  });

  const close = async () => {
    closing = true;
    stopped.abort(new Error(`${name} is closed`));
    await current.catch(() => undefined);
    await child.stop();
    await watching;
  };
  let closed: Promise<void> | undefined;
  return {
    current: () => (closing ? Promise.reject(new Error(`${name} is closed`)) : current),
    close() {
      closed ??= close();
      return closed;
    },
  };
}
