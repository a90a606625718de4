import type { Outcome } from '../engine/outcomes/contract.ts';

/** What the engine told of so far, for the lines at the foot; the figures at the end come from ClickHouse. */
export interface Tally {
  readonly matched: number;
  readonly heldBack: number;
  readonly deferred: number;
  readonly sent: ReadonlyMap<string, number>;
  take(outcome: Outcome): void;
}

/** Starts at nothing. */
export function createTally(): Tally {
  const counts = { matched: 0, 'held-back': 0, deferred: 0 };
  const sent = new Map<string, number>();
  return {
    get matched() {
      return counts.matched;
    },
    get heldBack() {
      return counts['held-back'];
    },
    get deferred() {
      return counts.deferred;
    },
    sent,
    take({ step, channel }) {
      if (step === 'sent') sent.set(channel, (sent.get(channel) ?? 0) + 1);
      else if (step === 'matched' || step === 'held-back' || step === 'deferred') counts[step]++;
    },
  };
}
