/** A wait that another part can end. */
export interface Bell {
  /** Resolves after `ms`, or as soon as the bell rings. */
  wait(ms: number): Promise<void>;
  /** Ends the running wait; without one, the next. */
  ring(): void;
}

/** Creates a bell for one waiting loop. */
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
