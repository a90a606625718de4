import { exhaustMap, from, timer } from 'rxjs';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock, Log } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { createTick } from './arrivals.ts';
import type { Arrival, ArrivalResult, Clockwork } from './contract.ts';

/** How often due timers are looked for; they fire within a second of their time. */
const LOOK_EVERY_MS = 100;
/** A timer that was handed out and not handled by then comes up again: its engine died. On the engine's clock. */
const LEASE_MS = 10_000;
/** Customers in one page of a shard: bounds how long one look holds Redis, and how many wait in memory. */
const MOST_DUE = 512;
/** Messages that wait in the outbox this long were left behind by an engine that died. Wall clock. */
const LEFT_BEHIND_MS = 5_000;

export interface ClockworkParts {
  readonly contexts: RedisContexts;
  readonly push: (arrivals: readonly Arrival[]) => void;
  readonly enqueue: (jobs: readonly DeliveryJob[]) => Promise<void>;
  /** Lets messages go that wait in the queue for a time that has come; absent: none wait here. */
  readonly wake?: () => Promise<unknown>;
  readonly clock: Clock;
  /** Looks for due timers when it is asked to, and not by itself. */
  readonly inSteps?: boolean;
  readonly log: Log;
}

/**
 * What happens by the clock and not by a signal: timers come due, messages that were put off go on, and the outbox is
 * swept.
 */
export function startClockwork({ contexts, push, enqueue, wake, clock, inSteps, log }: ClockworkParts): Clockwork {
  let isClosed = false;
  const every = (ms: number, what: string, run: () => Promise<unknown>) =>
    timer(0, ms)
      .pipe(
        exhaustMap(() => from(run().catch((cause: unknown) => log.warn(`${what} failed; trying again`, { cause })))),
      )
      .subscribe();

  const look = async () => {
    const found = await Promise.all(Array.from({ length: contexts.shards }, (_, shard) => drain(shard)));
    return found.includes(true);
  };
  const timers = inSteps ? undefined : every(LOOK_EVERY_MS, 'looking for due timers', look);
  const waking = inSteps || !wake ? undefined : every(LOOK_EVERY_MS, 'letting go what was put off', wake);
  const sweep = every(LEFT_BEHIND_MS, 'sweeping the outbox', async () => {
    for (let shard = 0; shard < contexts.shards; shard++) {
      const left = (await contexts.outbox(shard)).filter((job) => job.receivedAt < clock.wall() - LEFT_BEHIND_MS);
      if (left.length > 0) await enqueue(left);
    }
  });

  /**
   * Takes what is due page by page, each when the one before is stored, for as long as there are full ones; says
   * whether anything was.
   */
  async function drain(shard: number): Promise<boolean> {
    for (let pages = 0; !isClosed; pages++) {
      const now = clock.now();
      const due = await contexts.due(shard, now, now + LEASE_MS, MOST_DUE);
      if (due.length < MOST_DUE) {
        push(due.map((customer) => createTick(customer, clock.wall())));
        return pages > 0 || due.length > 0;
      }
      if (!(await store(due))) break;
    }
    return true;
  }

  /** Whether all of a page is stored; what is not comes up again when its lease is over. */
  async function store(customers: readonly string[]): Promise<boolean> {
    const receivedAt = clock.wall();
    const verdicts = await new Promise<readonly ArrivalResult[]>((settled) => {
      const told: ArrivalResult[] = [];
      const settle = (verdict: ArrivalResult) => {
        if (told.push(verdict) === customers.length) settled(told);
      };
      push(customers.map((customer) => createTick(customer, receivedAt, settle)));
    });
    return verdicts.every((verdict) => typeof verdict === 'string');
  }

  return {
    look,
    async close() {
      isClosed = true;
      timers?.unsubscribe();
      waking?.unsubscribe();
      sweep.unsubscribe();
    },
  };
}
