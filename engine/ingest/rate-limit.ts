import type { Clock } from '../contract.ts';

/** Limits the signals a second of each key. */
export interface RateLimit {
  /** Returns the milliseconds that the key must wait; 0: none. */
  waitMs(key: string): number;
  /** Counts signals, also more than there was room for. The key then waits until they are paid off. */
  charge(key: string, signals: number): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

const BURST_SECONDS = 1;

/**
 * Creates the limit: a bucket with one second of signals for each key. A key with any room left may send a whole batch,
 * which is counted afterwards. So a request is refused before it is read, and over time no key exceeds its rate. Only
 * known keys have a bucket.
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
