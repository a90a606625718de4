import type { Redis } from 'ioredis';

/** What was under way when a connection broke is kept there, to be sent again. ioredis does not say so in its types. */
interface Broken {
  prevCommandQueue?: { toArray(): readonly { readonly command: { reject(error: Error): void } }[] } | undefined;
}

/**
 * Makes a connection, and its duplicates, end when they are told to disconnect, in whatever state they are, and fail what waits for
 * them. By itself ioredis forgets both for one that is about to connect again: it never ends, and what waits for it waits for ever
 * (https://github.com/redis/ioredis/pull/2169, https://github.com/taskforcesh/bullmq/issues/4585).
 */
export function endWhenTold(redis: Redis): Redis {
  const disconnect = redis.disconnect.bind(redis);
  redis.disconnect = (reconnect = false) => {
    // One that has no socket to wait for is ended like one that never had any.
    if (!reconnect && redis.status === 'reconnecting') redis.status = 'wait';
    disconnect(reconnect);
  };
  redis.on('end', () => {
    const broken = redis as unknown as Broken;
    const left = broken.prevCommandQueue?.toArray() ?? [];
    broken.prevCommandQueue = undefined;
    for (const { command } of left) command.reject(new Error('Connection is closed.'));
  });
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = ((override) => endWhenTold(duplicate(override) as Redis)) as Redis['duplicate'];
  return redis;
}
