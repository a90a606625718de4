import type { Clock } from '../contract.ts';
import { createRateLimit } from '../rate-limit.ts';

/** Limits what people write to customers: each person, and what comes to one customer from all of them. */
export interface ReplyPace {
  /** Counts a reply, unless it is too soon for it. Returns the seconds to wait; 0: it may be sent. */
  take(author: string, customer: string): number;
}

/** Replies a minute: far more than anybody types; a program that runs wild is stopped by it. */
const OF_AUTHOR = 30;
const TO_CUSTOMER = 10;
/** Who wrote last is remembered of so many; the others have written nothing for long. */
const MOST_REMEMBERED = 10_000;

/** Creates the limit of one engine. */
export function createReplyPace(clock: Pick<Clock, 'wall'>): ReplyPace {
  const limit = (aMinute: number) =>
    createRateLimit({ perSecond: aMinute / 60, atOnce: aMinute, remembered: MOST_REMEMBERED }, clock);
  const [authors, customers] = [limit(OF_AUTHOR), limit(TO_CUSTOMER)];
  return {
    take(author, customer) {
      const waitMs = Math.max(authors.waitMs(author), customers.waitMs(customer));
      if (waitMs > 0) return Math.ceil(waitMs / 1_000);
      authors.charge(author, 1);
      customers.charge(customer, 1);
      return 0;
    },
  };
}
