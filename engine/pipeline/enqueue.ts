import type { RedisContexts } from '../context/store.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../dispatch/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { PipelineProbe } from './contract.ts';
import { queuedRow } from './rows.ts';

export interface EnqueueParts {
  readonly contexts: RedisContexts;
  /** A message that is added twice is sent once. */
  readonly queue: { add(jobs: readonly DeliveryJob[]): Promise<void> };
  readonly clock: Clock;
  readonly probe: PipelineProbe;
}

/** Hands messages to the queue, then takes them out of the outbox and records the step. Safe to repeat. */
export function createEnqueue({ contexts, queue, clock, probe }: EnqueueParts) {
  return async (jobs: readonly DeliveryJob[]): Promise<number> => {
    await queue.add(jobs);
    const byShard = new Map<number, { readonly ids: string[]; readonly rows: Outcome[] }>();
    for (const job of jobs) {
      const shard = contexts.shardOf(job.customer);
      const share = byShard.get(shard) ?? { ids: [], rows: [] };
      byShard.set(shard, share);
      share.ids.push(job.id);
      share.rows.push(queuedRow(job, clock.now(), clock.wall()));
    }
    await Promise.all([...byShard].map(([shard, { ids, rows }]) => contexts.queued(shard, ids, rows)));
    for (const { rows } of byShard.values()) for (const row of rows) probe.happened(row);
    return jobs.length;
  };
}
