import type { Job } from 'bullmq';
import type { DeliveryJob, Parcel } from '../jobs/contract.ts';
import type { DeadLetter, DeadLetters } from './contract.ts';
import { isParcel } from './parcels.ts';
import type { DeliveryQueue } from './queue.ts';
import type { DeliveryRecords } from './records.ts';

/** Creates the dead letters: BullMQ's failed jobs. */
export function createDeadLetters({ queues }: DeliveryQueue, records: DeliveryRecords): DeadLetters {
  const find = async (id: string): Promise<Job<DeliveryJob> | undefined> => {
    for (const queue of queues.values()) {
      const job = await queue.getJob(id);
      if (job && isAlone(job) && (await job.isFailed())) return job;
    }
    return undefined;
  };
  return {
    async list({ channel, most }) {
      const wanted = [...queues].filter(([name]) => channel === undefined || name === channel);
      const jobs = await Promise.all(wanted.map(([, queue]) => queue.getFailed(0, most - 1)));
      return jobs
        .flat()
        .filter(isAlone)
        .map(letterOf)
        .sort((a, b) => b.at - a.at)
        .slice(0, most);
    },
    async requeue(id) {
      const job = await find(id);
      if (!job) return false;
      // First the record: a job that comes back while its record still says `failed` would only fail again.
      await records.reopen(job.data);
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
      return true;
    },
    async discard(id) {
      const job = await find(id);
      await job?.remove();
      return job !== undefined;
    },
  };
}

/** True for a job of one message. A parcel never fails: its failed messages went on alone. */
function isAlone(job: Job<DeliveryJob> | Job<Parcel>): job is Job<DeliveryJob> {
  return !isParcel(job.data);
}

function letterOf({ data, failedReason, finishedOn, timestamp, attemptsMade }: Job<DeliveryJob>): DeadLetter {
  const { id, channel, customer, trigger } = data;
  const reason = failedReason ?? '';
  return { id, channel, customer, trigger, reason, at: finishedOn ?? timestamp, attempts: attemptsMade };
}
