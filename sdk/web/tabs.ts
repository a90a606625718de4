import type { Tabs, TabWords } from '../app/contract.ts';

/**
 * Connects the tabs of one app. A lock of the browser says which one leads; where there is none, each tab leads, and
 * the engine knows what comes twice by its id.
 */
export function connectTabs(name: string): Tabs {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  const waiting = new AbortController();
  let release = (): void => undefined;
  return {
    say: (words) => channel?.postMessage(words),
    hear(heard) {
      if (channel) channel.onmessage = ({ data }) => heard(data as TabWords);
    },
    lead(became, others) {
      const hold = (): Promise<void> =>
        new Promise((resolve) => {
          release = resolve;
          became();
        });
      const failed = (): unknown => waiting.signal.aborted || became();
      const queue = (): Promise<void> => {
        others();
        return locks!.request(name, { signal: waiting.signal }, hold);
      };
      if (!locks) became();
      else {
        let isFree = true;
        void locks
          .request(name, { ifAvailable: true }, (lock) => {
            isFree = lock !== null;
            return lock ? hold() : undefined;
          })
          .then(() => (isFree ? undefined : queue()))
          .catch(failed);
      }
    },
    alone: (run) => (locks ? locks.request(`${name}:alone`, run) : run()),
    close() {
      waiting.abort();
      release();
      channel?.close();
    },
  };
}
