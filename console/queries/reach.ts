import { useSyncExternalStore } from 'react';

let awaySince: number | undefined;
const listeners = new Set<() => void>();

/** Notes whether the engine answered just now, whatever it said. */
export function noteReach(isThere: boolean, at = Date.now()): void {
  const before = awaySince;
  awaySince = isThere ? undefined : (awaySince ?? at);
  if (awaySince !== before) for (const listener of listeners) listener();
}

/** Since when the engine has not answered; undefined: it answers. */
export function useAwaySince(): number | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => awaySince,
  );
}

/** Asks whether the engine answers again, without waiting for anything else of it. */
export async function askReach(): Promise<void> {
  await fetch('/healthz').then(
    () => noteReach(true),
    () => noteReach(false),
  );
}

/** Resolves as soon as the engine answers again; at once when it is not known to be away. */
function waitForReach(): Promise<void> {
  return new Promise((resolve) => {
    if (awaySince === undefined) return resolve();
    const look = () => {
      if (awaySince !== undefined) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
  });
}

/**
 * Loads a file of the console. While the engine is away, the page that is shown stays, and the file is asked for again
 * as soon as there is an answer. Throws when the engine answers and has no such file: it was built anew.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await askReach();
      // It may have been away for the moment of that request alone.
      if (awaySince === undefined) return load();
      await waitForReach();
    }
  }
}
