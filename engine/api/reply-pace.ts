import { LRUCache } from 'lru-cache';
import type { Clock } from '../contract.ts';

/** Limits what people write to customers: each person, and what comes to one customer from all of them. */
export interface ReplyPace {
  /** Counts a reply, unless it is too soon for it. Returns the seconds to wait; 0: it may be sent. */
  take(author: string, customer: string): number;
}

/** Far more than anybody types; a program that runs wild is stopped by it. */
const OF_AUTHOR = { most: 30, withinMs: 60_000 };
const TO_CUSTOMER = { most: 10, withinMs: 60_000 };
/** Who wrote last is remembered of so many; the others have written nothing for long. */
const MOST_REMEMBERED = 10_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** Creates the limit of one engine: a bucket for each person and each customer, full at first. */
export function createReplyPace(clock: Pick<Clock, 'wall'>): ReplyPace {
  const authors = new LRUCache<string, Bucket>({ max: MOST_REMEMBERED });
  const customers = new LRUCache<string, Bucket>({ max: MOST_REMEMBERED });
  return {
    take(author, customer) {
      const at = clock.wall();
      const mine = refill(authors.get(author), OF_AUTHOR, at);
      const theirs = refill(customers.get(customer), TO_CUSTOMER, at);
      const waitMs = Math.max(waitOf(mine, OF_AUTHOR), waitOf(theirs, TO_CUSTOMER));
      if (waitMs > 0) return Math.ceil(waitMs / 1_000);
      authors.set(author, { left: mine - 1, at });
      customers.set(customer, { left: theirs - 1, at });
      return 0;
    },
  };
}

/** Returns how many replies a bucket has room for now. */
function refill(bucket: Bucket | undefined, { most, withinMs }: typeof OF_AUTHOR, at: number): number {
  if (!bucket) return most;
  return Math.min(most, bucket.left + ((at - bucket.at) * most) / withinMs);
}

function waitOf(left: number, { most, withinMs }: typeof OF_AUTHOR): number {
  return left >= 1 ? 0 : ((1 - left) * withinMs) / most;
}
