/** Runs pieces of work one after the other. */
export interface Turns {
  /** Runs `work` when everything taken before has ended, and returns its result or error. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything taken until now has ended. */
  ended(): Promise<void>;
}

/** Creates turns in which nothing runs yet. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
    async ended() {
      await last;
    },
  };
}
