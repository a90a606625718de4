import type { Job, Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { DeliveryJob, Load, Parcel } from '../jobs/contract.ts';
import { isParcel } from './parcels.ts';

/** A place in the failed jobs of all channels, newest first: after the job that failed then, under that id. */
export interface FailedPlace {
  readonly at: number;
  readonly id: string;
}

/** The failed jobs of a window of real time: from `from` on, before `to`. */
export interface FailedWindow {
  readonly from: number;
  readonly to: number;
}

/** Failed jobs that are read at once; a message may hold 400 KB. */
const PAGE = 100;

/**
 * Reads the failed jobs of some queues, newest first, a page at a time. Reading holds nothing: jobs that leave or come
 * meanwhile are seen or not, and none is seen twice.
 */
export async function* readFailed(
  redis: Redis | Cluster,
  queues: readonly Queue<Load>[],
  window: FailedWindow,
  after?: FailedPlace,
): AsyncGenerator<{ readonly jobs: readonly Job<DeliveryJob>[]; readonly last: FailedPlace }> {
  for (let place = after; ; ) {
    const found = await Promise.all(
      queues.map(async (queue) =>
        (await placesAfter(redis, queue.toKey('failed'), window, place)).map((one) => ({ ...one, queue })),
      ),
    );
    const page = found.flat().sort(newestFirst).slice(0, PAGE);
    const last = page.at(-1);
    if (!last) return;
    const jobs = await Promise.all(page.map(({ queue, id }) => queue.getJob(id)));
    place = { at: last.at, id: last.id };
    yield { jobs: jobs.filter(isAlone), last: place };
  }
}

/** Counts the failed jobs of a window. */
export async function countFailed(
  redis: Redis | Cluster,
  queues: readonly Queue<Load>[],
  { from, to }: FailedWindow,
): Promise<number> {
  const counts = await Promise.all(queues.map((queue) => redis.zcount(queue.toKey('failed'), from, `(${to}`)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The next places of one queue; those of the same millisecond as `after` that were given before are left out. */
async function placesAfter(
  redis: Redis | Cluster,
  key: string,
  { from, to }: FailedWindow,
  after: FailedPlace | undefined,
): Promise<readonly FailedPlace[]> {
  for (let skip = 0; ; skip += PAGE) {
    const flat = await redis.zrevrangebyscore(key, after?.at ?? `(${to}`, from, 'WITHSCORES', 'LIMIT', skip, PAGE);
    const places = flat.flatMap((id, i) => (i % 2 === 0 ? [{ id, at: Number(flat[i + 1]) }] : []));
    const left = after ? places.filter((place) => newestFirst(after, place) < 0) : places;
    if (left.length > 0 || places.length < PAGE) return left;
  }
}

/** Redis orders what is of one millisecond by id, the other way round here. */
function newestFirst(a: FailedPlace, b: FailedPlace): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** True for a job of one message. A parcel never fails: its failed messages went on alone. */
export function isAlone(job: Job<DeliveryJob> | Job<Parcel> | Job<Load> | undefined): job is Job<DeliveryJob> {
  return job !== undefined && !isParcel(job.data);
}
