/**
 * The share of the largest number of signals that may be under way. On a bad link few signals at once arrive, and many
 * never do.
 */
export interface Pace {
  readonly share: number;
  /** Lowers the share, after a connection broke or no answer came in time. */
  failed(): void;
  /** Counts acknowledged signals, which raise the share. */
  arrived(signals: number): void;
}

const LEAST_SHARE = 1 / 128;
const STEP = 1 / 32;

/**
 * Creates a pace. A failure divides the share by four; each time that as many signals arrived as may be under way it
 * grows a little.
 */
export function createPace(mostUnderWay: number): Pace {
  let share = 1;
  let arrivals = 0;
  return {
    get share() {
      return share;
    },
    failed() {
      share = Math.max(LEAST_SHARE, share / 4);
      arrivals = 0;
    },
    arrived(signals) {
      arrivals += signals;
      if (share === 1 || arrivals < mostUnderWay * share) return;
      share = Math.min(1, share + STEP);
      arrivals = 0;
    },
  };
}
