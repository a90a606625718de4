import { LRUCache } from 'lru-cache';
import type { Clock, RateLimit } from './contract.ts';

export interface RateLimitOptions {
  readonly perSecond: number;
  /** How many may come at once. Absent: as many as in a second. */
  readonly atOnce?: number;
  /** Of how many it is remembered what they have left; one that is forgotten may begin anew. Absent: of all. */
  readonly remembered?: number;
}

/** What one had left, and when. */
interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Creates the limit: a token bucket for each, full at first. Who has room for one may send many at once, which are
 * counted afterwards. So a request is refused before it is read, and over time nobody exceeds the rate.
 */
export function createRateLimit(
  { perSecond, atOnce = perSecond, remembered }: RateLimitOptions,
  clock: Pick<Clock, 'wall'>,
): RateLimit {
  const buckets =
    remembered === undefined ? new Map<string, Bucket>() : new LRUCache<string, Bucket>({ max: remembered });
  const tokensOf = (who: string, now: number): number => {
    const bucket = buckets.get(who);
    return bucket ? Math.min(atOnce, bucket.tokens + ((now - bucket.at) * perSecond) / 1_000) : atOnce;
  };
  return {
    waitMs(who) {
      const tokens = tokensOf(who, clock.wall());
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / perSecond);
    },
    charge(who, count) {
      const at = clock.wall();
      buckets.set(who, { tokens: tokensOf(who, at) - count, at });
    },
  };
}
