import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget, RedisUse } from './contract.ts';
import { writeTogether } from './write-together.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const LONGEST_RETRY_MS = 2_000;

/**
 * What each use asks of its connection. None of them pipelines by itself: for scripts and queues that is half as fast, as it
 * keeps one pipeline under way and waits.
 */
const OPTIONS: Readonly<Record<RedisUse, Omit<RedisOptions, 'replyMapping'>>> = {
  // waits out a restart of Redis, then fails, so that those who wait for an answer get one
  hot: { maxRetriesPerRequest: 8 },
  // commands under way when Redis goes are sent again: without `autoResendUnfulfilledCommands` ioredis never settles them.
  // What a read handed out before is found among the pending
  stream: { maxRetriesPerRequest: null },
  // fails at once when Redis is away: messages stay in the outbox
  queue: { maxRetriesPerRequest: 1, enableOfflineQueue: false },
  worker: { maxRetriesPerRequest: null },
  subscribe: { maxRetriesPerRequest: null, autoResubscribe: true },
  // somebody waits for a page
  api: { maxRetriesPerRequest: 2, commandTimeout: 5_000 },
};

/** Opens a connection with the options of its use. Errors are the caller's to listen to; it reconnects by itself. */
export function connectRedis(target: RedisTarget, use: RedisUse): Redis | Cluster {
  const { enableOfflineQueue = true, ...wanted } = OPTIONS[use];
  const options: Omit<RedisOptions, 'replyMapping'> = {
    ...target.options,
    ...wanted,
    connectionName: `kairos-${use}`,
    connectTimeout: CONNECT_TIMEOUT_MS,
  };
  if (!target.nodes) return writeTogether(new Redis({ ...options, enableOfflineQueue, retryStrategy: retryAfterMs }));
  const cluster = new Cluster([...target.nodes], {
    redisOptions: options,
    enableOfflineQueue,
    clusterRetryStrategy: retryAfterMs,
    scaleReads: 'master',
  });
  cluster.on('+node', writeTogether);
  return cluster;
}

function retryAfterMs(times: number): number {
  return Math.min(50 * 2 ** Math.min(times - 1, 10), LONGEST_RETRY_MS);
}
