/** How long to wait before the next try. */
export interface Backoff {
  /** The wait that the engine asks for, and up to half of it more, so that many clients do not come back at once. */
  askedMs(ms: number): number;
  /** Grows with each call, up to a bound, with jitter so that many clients do not come back at once. */
  nextMs(): number;
  /** It worked: the next wait is short again. */
  reset(): void;
}

/** Doubles from `firstMs` to `mostMs`; each wait is between half and all of that. */
export function createBackoff(firstMs: number, mostMs: number, random: () => number): Backoff {
  let tries = 0;
  return {
    askedMs: (ms) => ms * (1 + random() / 2),
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
