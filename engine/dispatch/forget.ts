import type { Cluster, Redis } from 'ioredis';
import type { DeliveryQueue } from './queue.ts';

const STATES = ['wait', 'prioritized', 'delayed', 'failed'] as const;
const PAGE = 1_000;

/** Takes everything of a customer out of the queues and the inbox. A message that is being sent at this moment is sent. */
export function createForget({ queues }: DeliveryQueue, redis: Redis | Cluster, shardOf: (customer: string) => number) {
  return async (customer: string): Promise<void> => {
    await redis.del(`kairos:inbox:{${shardOf(customer)}}:${customer}`);
    for (const queue of queues.values()) {
      for (const state of STATES) {
        for (let from = 0; ; from += PAGE) {
          const jobs = await queue.getJobs([state], from, from + PAGE - 1);
          const theirs = jobs.filter((job) => job?.data.customer === customer);
          await Promise.all(theirs.map((job) => job.remove()));
          from -= theirs.length;
          if (jobs.length < PAGE) break;
        }
      }
    }
  };
}
