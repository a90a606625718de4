import type { RedisContexts } from '../context/contract.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome, ReplyOutcome, TeamOutcome } from '../outcomes/contract.ts';
import { isOfDecision, markRow, queuedRow } from '../outcomes/rows.ts';
import type { PipelineProbe } from './contract.ts';

export interface EnqueueParts {
  readonly contexts: RedisContexts;
  /** A message that is added twice is sent once. */
  readonly queue: { add(jobs: readonly DeliveryJob[]): Promise<void> };
  readonly clock: Clock;
  readonly probe: PipelineProbe;
}

/** What one shard has to note of messages that are in the queue. */
interface Share {
  readonly ids: string[];
  readonly rows: (Outcome | ReplyOutcome | TeamOutcome)[];
}

/** Messages that are in the queue and, as far as the outbox and the rows know, are not. */
export type Queued = ReadonlyMap<number, Share>;

/** The two steps from the outbox into the queue. Each is safe to repeat. */
export interface Enqueue {
  /** Hands messages to the queue. */
  hand(jobs: readonly DeliveryJob[]): Promise<Queued>;
  /** Takes them out of the outbox and records the step, once however often it is noted. */
  note(queued: Queued): Promise<void>;
  /** Both. */
  whole(jobs: readonly DeliveryJob[]): Promise<void>;
}

export function createEnqueue({ contexts, queue, clock, probe }: EnqueueParts): Enqueue {
  const enqueue: Enqueue = {
    async hand(jobs) {
      await queue.add(jobs);
      const byShard = new Map<number, Share>();
      for (const job of jobs) {
        const shard = contexts.shardOf(job.customer);
        const share = byShard.get(shard) ?? { ids: [], rows: [] };
        byShard.set(shard, share);
        share.ids.push(job.id);
        share.rows.push(markRow(job, queuedRow(job, clock.now(), clock.wall(), job.plan)));
      }
      return byShard;
    },
    async note(queued) {
      const noted = await Promise.all([...queued].map(([shard, { ids, rows }]) => contexts.queued(shard, ids, rows)));
      for (const row of noted.flat()) if (isOfDecision(row)) probe.happened(row);
    },
    whole: async (jobs) => enqueue.note(await enqueue.hand(jobs)),
  };
  return enqueue;
}
