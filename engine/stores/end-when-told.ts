import type { Redis } from 'ioredis';

/**
 * Commands that were under way when a connection broke; ioredis keeps them here to send them again, outside of its
 * types.
 */
interface Broken {
  prevCommandQueue?: { toArray(): readonly { readonly command: { reject(error: Error): void } }[] } | undefined;
}

/**
 * Makes `disconnect` end a connection and its duplicates in every state, and fail the commands that wait. By itself
 * ioredis does neither while it is about to reconnect: the connection never ends, and the commands wait for ever
 * (https://github.com/redis/ioredis/pull/2169, https://github.com/taskforcesh/bullmq/issues/4585).
 */
export function endWhenTold(redis: Redis): Redis {
  const disconnect = redis.disconnect.bind(redis);
  redis.disconnect = (reconnect = false) => {
    // A connection without a socket is ended like one that never had any.
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
