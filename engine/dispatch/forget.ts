import type { Job } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Load } from '../jobs/contract.ts';
import { feedKey } from './cards.ts';
import { messagesIn } from './parcels.ts';
import type { DeliveryQueue } from './queue.ts';

const STATES = ['wait', 'prioritized', 'delayed', 'failed'] as const;
const PAGE = 1_000;

/**
 * Creates the function that deletes a customer's messages from the queues, the inbox and the feed. A message that is
 * being sent is sent.
 */
export function createForget({ queues }: DeliveryQueue, redis: Redis | Cluster, shardOf: (customer: string) => number) {
  return async (customer: string): Promise<void> => {
    const shard = shardOf(customer);
    await redis.del(`kairos:inbox:{${shard}}:${customer}`, feedKey(customer, shard));
    for (const queue of queues.values()) {
      for (const state of STATES) {
        for (let from = 0; ; from += PAGE) {
          const jobs = await queue.getJobs([state], from, from + PAGE - 1);
          const removed = await Promise.all(jobs.map((job) => job && removeFrom(job, customer)));
          from -= removed.filter(Boolean).length;
          if (jobs.length < PAGE) break;
        }
      }
    }
  };
}

/** Deletes a customer's messages from a job; true when the job is gone with them. */
async function removeFrom(job: Job<Load>, customer: string): Promise<boolean> {
  const messages = messagesIn(job.data);
  const left = messages.filter((message) => message.customer !== customer);
  if (left.length === messages.length) return false;
  if (left.length === 0) {
    await job.remove();
    return true;
  }
  await job.updateData({ together: left });
  return false;
}
