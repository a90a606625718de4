/** Somebody waits; somebody else may ring. */
export interface Bell {
  /** Resolves after `ms`, or at once when it rings meanwhile. */
  wait(ms: number): Promise<void>;
  /** Ends the wait that is on; without one, the next. */
  ring(): void;
}

/** A bell for one who waits. */
export function createBell(): Bell {
  let wake: (() => void) | undefined;
  let hasRung = false;
  return {
    wait(ms) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wake = undefined;
          hasRung = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        wake = done;
        if (hasRung) done();
      });
    },
    ring() {
      hasRung = true;
      wake?.();
    },
  };
}
