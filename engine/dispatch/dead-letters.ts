import type { Job, Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { answerOf } from '../../channels/reason.ts';
import type { Clock } from '../contract.ts';
import type { DeliveryJob, Load } from '../jobs/contract.ts';
import type { DeadLetter, DeadLetterFilter, DeadLetterGroup, DeadLetters } from './contract.ts';
import { countFailed, type FailedPlace, type FailedWindow, isAlone, readFailed } from './failed-jobs.ts';
import { causeOfFailure } from './failure-cause.ts';
import { groupLetters } from './group-letters.ts';
import type { DeliveryQueue } from './queue.ts';
import type { DeliveryRecords } from './records.ts';

/** Failed messages that one call looks at; the next call goes on after them. */
const LOOKED_AT_ONCE = 2_000;
/** Messages that are put back at once; each is three commands. */
const TOGETHER = 50;

export interface DeadLettersParts {
  readonly queue: Pick<DeliveryQueue, 'queues'>;
  readonly records: Pick<DeliveryRecords, 'reopen'>;
  readonly redis: Redis | Cluster;
  readonly clock: Clock;
}

/** Creates the dead letters: BullMQ's failed jobs. */
export function createDeadLetters({ queue: { queues }, records, redis, clock }: DeadLettersParts): DeadLetters {
  const queuesOf = ({ channel }: DeadLetterFilter): readonly Queue<Load>[] =>
    [...queues].filter(([name]) => channel === undefined || name === channel).map(([, queue]) => queue);
  const windowOf = ({ from = 0, to = clock.wall() }: DeadLetterFilter): FailedWindow => ({ from, to });
  const find = async (id: string): Promise<Job<DeliveryJob> | undefined> => {
    for (const queue of queues.values()) {
      const job = await queue.getJob(id);
      if (job && isAlone(job) && (await job.isFailed())) return job;
    }
    return undefined;
  };
  const isTooLate = ({ data: { expiresAt } }: Job<DeliveryJob>) => expiresAt <= clock.now();

  /** Puts one back. False when it left meanwhile: then somebody else has put it back, or thrown it away. */
  const putBack = async (job: Job<DeliveryJob>): Promise<boolean> => {
    // First the record: a job that comes back while its record still says `failed` would only fail again.
    await records.reopen(job.data);
    try {
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
      return true;
    } catch (cause) {
      if (await job.isFailed()) throw cause;
      return false;
    }
  };

  /** Looks at the next dead letters of a filter, page by page, until `enough` says so or so many were looked at. */
  const look = async (
    filter: DeadLetterFilter,
    after: FailedPlace | undefined,
    see: (jobs: readonly Job<DeliveryJob>[]) => Promise<boolean> | boolean,
  ) => {
    let looked = 0;
    for await (const { jobs, last } of readFailed(redis, queuesOf(filter), windowOf(filter), after)) {
      looked += jobs.length;
      const isEnough = await see(jobs.filter((job) => fits(letterOf(job), filter)));
      if (isEnough || looked >= LOOKED_AT_ONCE) return { looked, next: last };
    }
    return { looked };
  };

  return {
    async list(filter, { most, after }) {
      const letters: DeadLetter[] = [];
      const { next } = await look(filter, after, (jobs) => {
        letters.push(...jobs.map((job) => letterOf(job)));
        return letters.length >= most;
      });
      const cut = letters.slice(0, most);
      const last = letters.length > most ? cut.at(-1) : undefined;
      return { letters: cut, ...(last ? { next: { at: last.at, id: last.id } } : next && { next }) };
    },
    async group(filter, after) {
      const groups = new Map<string, DeadLetterGroup>();
      const [of, found] = await Promise.all([
        countFailed(redis, queuesOf(filter), windowOf(filter)),
        look(filter, after, (jobs) => {
          for (const job of jobs) groupLetters(groups, letterOf(job), isTooLate(job));
          return false;
        }),
      ]);
      return { of, ...found, groups: [...groups.values()].sort((a, b) => b.count - a.count) };
    },
    async requeueAll(filter, after) {
      let [requeued, tooLate] = [0, 0];
      const found = await look(filter, after, async (jobs) => {
        for (let from = 0; from < jobs.length; from += TOGETHER) {
          const some = jobs.slice(from, from + TOGETHER);
          const done = await Promise.all(some.map(putBack));
          requeued += done.filter(Boolean).length;
          tooLate += some.filter((job, i) => done[i] && isTooLate(job)).length;
        }
        return false;
      });
      return { requeued, tooLate, ...found };
    },
    async read(id) {
      const job = await find(id);
      if (!job) return undefined;
      const { to, message, purpose, place, decidedAt, expiresAt } = job.data;
      return {
        ...letterOf(job, (reason) => reason),
        to,
        message,
        purpose,
        place,
        decidedAt,
        expiresAt,
        isTooLate: isTooLate(job),
      };
    },
    async mend(id, to) {
      const job = await find(id);
      await job?.updateData({ ...job.data, to });
      return job !== undefined;
    },
    async requeue(id) {
      const job = await find(id);
      return job !== undefined && putBack(job);
    },
    async discard(id) {
      const job = await find(id);
      await job?.remove();
      return job !== undefined;
    },
  };
}

function fits({ trigger, customer, cause }: DeadLetter, filter: DeadLetterFilter): boolean {
  return (
    (filter.trigger === undefined || filter.trigger === trigger) &&
    (filter.customer === undefined || filter.customer === customer) &&
    (filter.cause === undefined || filter.cause === cause)
  );
}

/** A dead letter; where many are shown, its reason is bounded. */
function letterOf(
  { data, failedReason, finishedOn, timestamp, attemptsMade }: Job<DeliveryJob>,
  bound: (reason: string) => string = answerOf,
): DeadLetter {
  const { id, channel, customer, trigger } = data;
  const reason = bound(failedReason ?? '');
  const at = finishedOn ?? timestamp;
  return { id, channel, customer, trigger, reason, ...causeOfFailure(reason), at, attempts: attemptsMade };
}
