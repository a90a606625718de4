import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from './contract.ts';

/**
 * The outside of this process. Who asks for `interrupted` takes the first Ctrl-C or TERM upon itself; the second ends
 * at once.
 */
export function processIo(): Io {
  const interruption = new AbortController();
  let isListening = false;
  return {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal: process.stderr.isTTY === true,
    fetch,
    now: Date.now,
    wait: (ms) => sleep(ms, undefined, { signal: interruption.signal }).catch(() => undefined),
    get interrupted() {
      // A supervisor, or npm, says it with a TERM.
      if (!isListening)
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
      isListening = true;
      return interruption.signal;
    },
  };
}
