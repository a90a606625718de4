import type { Clock } from '../contract.ts';
import type { Live } from '../definitions/contract.ts';
import { createTick, customerOf } from './arrivals.ts';
import type { Arrival } from './contract.ts';

export interface CatchUpParts {
  readonly live: () => Pick<Live, 'revision'>;
  /** See `OpenDefinitions`. */
  readonly reach: (revision: number) => Promise<void>;
  readonly push: (arrivals: readonly Arrival[]) => void;
  readonly clock: Clock;
}

/** Arrivals of one customer that wait for definitions. */
export interface EarlyArrivals {
  readonly customer: string;
  readonly arrivals: readonly Arrival[];
  readonly revision: number;
}

/**
 * Another engine decided on a customer under definitions that this one has not got yet. What comes for them waits here,
 * in its order, until it has; everybody else goes on. Bounded by what the pipeline lets wait.
 */
export interface CatchUp {
  /** Whether this engine may go on with what was decided under these definitions. */
  has(revision: number): boolean;
  hold(early: readonly EarlyArrivals[]): void;
  /** The arrivals of a batch, with what is held of the same customers before them. */
  join(arrivals: readonly Arrival[]): readonly Arrival[];
  /** Turns away what is held, and what comes to be. */
  close(): void;
}

/** Keeps what comes too early for this engine. */
export function createCatchUp({ live, reach, push, clock }: CatchUpParts): CatchUp {
  const held = new Map<string, readonly Arrival[]>();
  /**
   * Nothing later than what is live was there when we looked: definitions that were set back are waited for by nobody.
   */
  let passed = 0;
  let isAsking = false;
  let isClosed = false;

  const turnAway = (why: string) => {
    const all = [...held.values()].flat();
    held.clear();
    for (const { settle } of all) settle({ rejected: `not stored (${why}); send it again`, again: true });
  };

  const ask = async (revision: number) => {
    if (isAsking) return;
    isAsking = true;
    try {
      await reach(revision);
      passed = Math.max(passed, revision);
      // Taken along by the next batch of their lane, before whatever else is in it.
      push([...held.keys()].map((customer) => createTick(customer, clock.wall())));
    } catch (cause) {
      turnAway(cause instanceof Error ? cause.message : String(cause));
    } finally {
      isAsking = false;
    }
  };

  return {
    has: (revision) => revision <= live().revision || revision <= passed,
    hold(early) {
      for (const { customer, arrivals, revision } of early) {
        held.set(customer, arrivals);
        if (!isClosed) void ask(revision);
      }
      if (isClosed) turnAway('the engine is stopping');
    },
    join(arrivals) {
      if (held.size === 0) return arrivals;
      return arrivals.flatMap((arrival) => {
        const customer = customerOf(arrival);
        const before = held.get(customer);
        if (!before) return [arrival];
        held.delete(customer);
        return [...before, arrival];
      });
    },
    close() {
      isClosed = true;
      turnAway('the engine is stopping');
    },
  };
}
