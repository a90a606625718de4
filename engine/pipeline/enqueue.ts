import type { RedisContexts } from '../context/store.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../dispatch/contract.ts';
import type { PipelineProbe } from './contract.ts';
import { queuedRow } from './rows.ts';

export interface EnqueueParts {
  readonly contexts: RedisContexts;
  /** Adding a job that is there already changes nothing. */
  readonly queue: { add(jobs: readonly DeliveryJob[]): Promise<void> };
  readonly clock: Clock;
  readonly probe: PipelineProbe;
}

/** Hands a shard's messages to the queue, then takes them out of the outbox and records the step. Safe to repeat. */
export function createEnqueue({ contexts, queue, clock, probe }: EnqueueParts) {
  return async (shard: number, jobs: readonly DeliveryJob[]): Promise<number> => {
    await queue.add(jobs);
    const rows = jobs.map((job) => queuedRow(job, clock.now(), clock.wall()));
    await contexts.queued(
      shard,
      jobs.map(({ id }) => id),
      rows,
    );
    for (const row of rows) probe.happened(row);
    return jobs.length;
  };
}
