/** A timer holds 24 days; what something in between asks for may be more. */
const MOST_ASKED_MS = 3_600_000;

/** The waits before the next tries. */
export interface Backoff {
  /**
   * Returns the wait that the engine asked for, an hour at most, plus up to half of it, so that many clients do not
   * come back at once.
   */
  askedMs(ms: number): number;
  /**
   * Returns the next wait. It grows with each call up to a limit, with jitter so that many clients do not come back at
   * once.
   */
  nextMs(): number;
  /** Makes the next wait short again, after a success. */
  reset(): void;
}

/**
 * Creates a backoff from `firstMs` to `mostMs`. The bound doubles each time; a wait is between half of it and all of
 * it.
 */
export function createBackoff(firstMs: number, mostMs: number, random: () => number): Backoff {
  let tries = 0;
  return {
    askedMs: (ms) => Math.min(ms, MOST_ASKED_MS) * (1 + random() / 2),
    nextMs() {
      const ms = Math.min(mostMs, firstMs * 2 ** tries);
      tries = Math.min(tries + 1, 30);
      return ms * (0.5 + random() / 2);
    },
    reset() {
      tries = 0;
    },
  };
}
