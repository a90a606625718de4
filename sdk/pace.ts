/** How much travels at once, as a share of the most: on a bad link little arrives and much never does. */
export interface Pace {
  readonly share: number;
  /** A connection broke, or no answer came in time, under what was on its way. */
  failed(): void;
  /** Signals were acknowledged. */
  arrived(signals: number): void;
}

const LEAST_SHARE = 1 / 128;
const STEP = 1 / 32;

/** A quarter after each failure, and a little more after each time that as much arrived as may be under way. */
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
