import { setTimeout as pause } from 'node:timers/promises';
import { causeOf } from '../cause-of.ts';
import type { Closable, Log } from '../contract.ts';

/** A child process that is up. */
export interface Child {
  /** Resolves when it ends, however that came, and says how. */
  readonly ended: Promise<string>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

/** A child that is started again whenever it ends by itself. */
export interface Kept<C extends Child> extends Closable {
  /** The child that is up, else the next; rejects once closed or given up. */
  current(): Promise<C>;
}

const LONGEST_DELAY_MS = 5_000;
/** Ends within this long count towards the delay before the next start. */
const MEMORY_MS = 60_000;

/**
 * Starts a child and keeps it up: later each time it ends, and no more after `attempts` starts in a row that failed.
 * Throws what the first start throws.
 */
export async function keepRunning<C extends Child>(
  name: string,
  start: () => Promise<C>,
  log: Log,
  attempts = 8,
): Promise<Kept<C>> {
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
