import { useSyncExternalStore } from 'react';

const KEPT_AS = 'kairos-first-steps';
const listeners = new Set<() => void>();

/** Whether this person put the first steps away on this browser. */
export function hasSkippedSteps(): boolean {
  return localStorage.getItem(KEPT_AS) === 'skipped';
}

/** Puts the first steps away, or brings them back. */
export function skipSteps(isSkipped: boolean): void {
  if (isSkipped) localStorage.setItem(KEPT_AS, 'skipped');
  else localStorage.removeItem(KEPT_AS);
  for (const tell of listeners) tell();
}

/** The same as `hasSkippedSteps`, for what must follow it. */
export function useSkippedSteps(): boolean {
  return useSyncExternalStore(listen, hasSkippedSteps);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  addEventListener('storage', tell);
  return () => {
    listeners.delete(tell);
    removeEventListener('storage', tell);
  };
}
