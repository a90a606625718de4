import { createHash } from 'node:crypto';
import { Queue } from 'bullmq';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import type { RedisStore } from '../stores/contract.ts';

/** What a provider told of a channel's account, stored until signals are made of it. */
export interface EventJob {
  readonly channel: string;
  readonly account: string;
  readonly event: HookEvent;
}

export const EVENT_QUEUE = 'hooks';
/** How long an event waits for its message to be known: 1, 2, 4 … s, twenty minutes in all. */
export const FIND_ATTEMPTS = 11;
const FIND_MS = 1_000;

/** Opens the queue of what providers told. A rejected `addBulk` says that events were not taken. */
export function openEventQueue(redis: RedisStore): Queue<EventJob> {
  const queue = new Queue<EventJob>(EVENT_QUEUE, {
    connection: redis.connect('queue'),
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: FIND_ATTEMPTS,
      backoff: { type: 'exponential', delay: FIND_MS },
      removeOnComplete: true,
      removeOnFail: true,
    },
    streams: { events: { maxLen: 1_000 } },
  });
  queue.on('error', () => undefined); // a rejected `addBulk` tells of events that were not taken
  return queue;
}

/** Makes the job of an event; an event that is told again has the same id. */
export function jobOfEvent(channel: string, account: string, event: HookEvent) {
  const jobId = shortHashOf(`${channel}\n${account}\n${event.state}\n${event.id}`);
  return { name: event.state, data: { channel, account, event }, opts: { jobId } };
}

/** Makes a short id of a text of any length. */
export function shortHashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
