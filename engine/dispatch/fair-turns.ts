import type { DeliveryJob, Load } from '../jobs/contract.ts';
import { messagesIn } from './parcels.ts';

/**
 * Says whose turn it is among messages of one importance: the more of a trigger were queued lately, the later its next
 * one. A broadcast, or a trigger that a change of weather wakes for thousands, lets every other trigger's message pass.
 */
export interface FairTurns {
  /** Returns the turn of a load, 0 for the first to go, and counts its messages. */
  take(load: Load): number;
}

/** Each turn is twice as long: the second message of a trigger has turn 1, the fourth turn 2, the 2^19th the last. */
export const TURNS = 20;
/** What was queued counts half after so long. */
const HALF_LIFE_MS = 30_000;
/** Triggers that are remembered; those of which nothing counts any more make room. */
const MOST_TRIGGERS = 10_000;

interface Lately {
  /** Messages that were queued, as they count at `at`. */
  readonly count: number;
  readonly at: number;
}

/** Creates the turns of one channel, counted by the engine that queues; `wall` is real time. */
export function createFairTurns(wall: () => number): FairTurns {
  const lately = new Map<string, Lately>();
  const countOf = ({ count, at }: Lately, now: number) => count * 2 ** ((at - now) / HALF_LIFE_MS);
  const takeOne = ({ trigger, by, isForTeam }: DeliveryJob, now: number): number => {
    // What a person wrote, or what people of the workspace get, is no trigger's.
    if (by !== undefined || isForTeam) return 0;
    const before = lately.get(trigger);
    const count = before ? countOf(before, now) : 0;
    lately.set(trigger, { count: count + 1, at: now });
    return Math.min(TURNS - 1, Math.floor(Math.log2(1 + count)));
  };
  return {
    take(load) {
      const now = wall();
      const turns = messagesIn(load).map((job) => takeOne(job, now));
      if (lately.size > MOST_TRIGGERS) {
        for (const [trigger, one] of lately) if (countOf(one, now) < 1) lately.delete(trigger);
      }
      return Math.min(...turns);
    },
  };
}
