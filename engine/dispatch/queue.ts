import { type JobsOptions, Queue } from 'bullmq';
import type { Closable } from '../contract.ts';
import { type DeliveryJob, type Later, type Load, QUEUE_PREFIX } from '../jobs/contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { QueueCounts } from './contract.ts';
import { createFairTurns, type FairTurns, TURNS } from './fair-turns.ts';
import { groupBy, isParcel, packParcels } from './parcels.ts';

/** The queues in which messages wait to be sent: one BullMQ queue for each channel. */
export interface DeliveryQueue extends Closable {
  /**
   * Adds messages, in parcels where their channel allows it. A message that is added twice may be in a queue twice, and
   * is sent once. Resolves when Redis has all of them; rejects when some may be missing.
   */
  add(jobs: readonly DeliveryJob[]): Promise<void>;
  /** Adds messages one by one, each after a wait; a message that is in the queue alone already stays as it is. */
  addLater(later: readonly Later[]): Promise<void>;
  /** Counts the jobs of each channel by their state. */
  counts(): Promise<Readonly<Record<string, QueueCounts>>>;
  readonly queues: ReadonlyMap<string, Queue<Load>>;
}

/** The name of a channel's queue. */
export function queueName(channel: string): string {
  return `deliver-${channel}`;
}

/**
 * Opens the queues of these channels over a connection of their own; `together`: how many messages a parcel of theirs
 * holds, where not one; `wall`: real time.
 */
export function openQueues(
  redis: RedisStore,
  channels: readonly string[],
  together: ReadonlyMap<string, number> = new Map(),
  wall: () => number = Date.now,
): DeliveryQueue {
  const turns = new Map(channels.map((channel) => [channel, createFairTurns(wall)]));
  const connection = redis.connect('queue');
  const queues = new Map(
    channels.map((channel) => [
      channel,
      new Queue<Load>(queueName(channel), {
        connection,
        prefix: QUEUE_PREFIX,
        defaultJobOptions: JOB_OPTIONS,
        streams: { events: { maxLen: 1_000 } },
      }),
    ]),
  );
  // The store tells of connections that fail; a rejected `add` tells of jobs that were not taken.
  for (const queue of queues.values()) queue.on('error', () => undefined);
  return {
    queues,
    async add(jobs) {
      const byChannel = groupBy(jobs, (job) => job.channel);
      const unknown = [...byChannel.keys()].filter((channel) => !queues.has(channel));
      if (unknown.length > 0) throw new Error(`there is no queue for ${unknown.join(', ')}`);
      await Promise.all(
        [...byChannel].map(([channel, some]) =>
          addAll(
            queues.get(channel)!,
            packParcels(some, together.get(channel) ?? 1).map((load) => bulkJob(load, turns.get(channel)!)),
          ),
        ),
      );
    },
    async addLater(later) {
      const byChannel = groupBy(later, ({ job }) => job.channel);
      await Promise.all(
        [...byChannel].map(([channel, some]) =>
          addAll(
            queues.get(channel)!,
            some.map(({ job, waitMs }) => {
              const { opts, ...alone } = bulkJob(job, turns.get(channel)!);
              return { ...alone, opts: { ...opts, delay: waitMs } };
            }),
          ),
        ),
      );
    },
    async counts() {
      const counted = await Promise.all([...queues].map(async ([channel, queue]) => [channel, await countsOf(queue)]));
      return Object.fromEntries(counted);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** Dead letters wait for somebody to look. */
export const KEEP_FAILED = { age: 30 * 24 * 3_600, count: 100_000 } as const;

const JOB_OPTIONS: JobsOptions = {
  // Attempts are counted in the delivery's record: a worker's own trouble, such as an absent Redis, is none of them.
  attempts: 1_000_000,
  backoff: { type: 'delivery' },
  // The delivery's record guards against sending twice, not the job; to keep each cost Redis as much as to do it.
  removeOnComplete: true,
  removeOnFail: KEEP_FAILED,
  stackTraceLimit: 0,
};

const HIGHEST_PRIORITY = 100;

function bulkJob(load: Load, turns: FairTurns) {
  const priority = priorityOf(isParcel(load) ? load.together[0]! : load, turns.take(load));
  if (isParcel(load)) return { name: 'parcel', data: load, opts: { priority } };
  return { name: 'deliver', data: load, opts: { jobId: load.id, priority } };
}

/** Adds jobs; a single one without a pipeline, which would cost several times as much. */
async function addAll(
  queue: Queue<Load>,
  jobs: readonly { name: string; data: Load; opts: JobsOptions }[],
): Promise<void> {
  const [first] = jobs;
  if (first && jobs.length === 1) await queue.add(first.name, first.data, first.opts);
  else await queue.addBulk([...jobs]);
}

/**
 * The place of a message in its queue: by importance, and within it by turn. BullMQ takes the lowest number first, and
 * jobs without one before all others. What an earlier release queued has lower numbers, and goes before.
 */
export function priorityOf({ priority }: DeliveryJob, turn: number): number {
  const importance = 1 + HIGHEST_PRIORITY - Math.round(Math.min(HIGHEST_PRIORITY, Math.max(0, priority)));
  return importance * TURNS + turn;
}

async function countsOf(queue: Queue<Load>): Promise<QueueCounts> {
  const {
    waiting = 0,
    wait = 0,
    prioritized = 0,
    active = 0,
    delayed = 0,
    failed = 0,
  } = await queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed');
  return { waiting: waiting + wait + prioritized, active, delayed, failed };
}
