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
