import type { Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Load } from '../jobs/contract.ts';

/** Priorities whose first message is looked at; the highest ones. */
const MOST_PRIORITIES = 8;
/** BullMQ orders by priority, then by a counter below this. */
const COUNTERS = 2 ** 32;

/** When the message was queued that has waited longest for its turn; undefined: none waits. */
export async function oldestWaiting(redis: Redis | Cluster, queue: Queue<Load>): Promise<number | undefined> {
  const ids: string[] = [];
  const key = queue.toKey('prioritized');
  for (let from = 0, i = 0; i < MOST_PRIORITIES; i++) {
    const [id, score] = await redis.zrangebyscore(key, from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1);
    if (id === undefined || score === undefined) break;
    ids.push(id);
    from = (Math.floor(Number(score) / COUNTERS) + 1) * COUNTERS;
  }
  const times = await Promise.all(ids.map(async (id) => Number(await redis.hget(queue.toKey(id), 'timestamp'))));
  const known = times.filter((time) => time > 0);
  return known.length === 0 ? undefined : Math.min(...known);
}
