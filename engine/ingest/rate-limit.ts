import type { Clock } from '../contract.ts';

/** Signals per second for each key. */
export interface RateLimit {
  /** Milliseconds to wait before the key may go on; 0: now. */
  waitMs(key: string): number;
  /** Counts signals that came, also more than there was room for: then the key waits until they are paid off. */
  charge(key: string, signals: number): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

const BURST_SECONDS = 1;

/**
 * A bucket of one second's worth for each key. Whoever has any room left may send a whole batch before it is counted, so a
 * request is refused before it is read, and over time nobody exceeds the rate. Holds only known keys, so it stays small.
 */
export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  const buckets = new Map<string, Bucket>();
  const most = perSecond * BURST_SECONDS;
  const refilled = (key: string): Bucket => {
    const now = clock.wall();
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { tokens: most, at: now };
      buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) * perSecond) / 1_000);
    bucket.at = now;
    return bucket;
  };
  return {
    waitMs(key) {
      const { tokens } = refilled(key);
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / perSecond);
    },
    charge(key, signals) {
      refilled(key).tokens -= signals;
    },
  };
}
