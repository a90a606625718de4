import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget, RedisUse } from './contract.ts';
import { endWhenTold } from './end-when-told.ts';
import { writeTogether } from './write-together.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const LONGEST_RETRY_MS = 2_000;
/** A Redis that stands still does not close its end: its sockets are given up after this long. */
const DISCONNECT_MS = 250;

/**
 * The options of each use. None pipelines automatically: for scripts and queues that is half as fast, as it keeps one
 * pipeline under way and waits for it.
 */
const OPTIONS: Readonly<Record<RedisUse, Omit<RedisOptions, 'replyMapping'>>> = {
  // Waits for a restart of Redis, then fails, so that callers get an answer.
  hot: { maxRetriesPerRequest: 8 },
  // Commands under way when Redis goes are sent again; ioredis would never settle them otherwise
  // (`autoResendUnfulfilledCommands`).
  // Entries of a read that was lost are found among the pending ones.
  stream: { maxRetriesPerRequest: null },
  // Fails at once when Redis is away: messages stay in the outbox.
  queue: { maxRetriesPerRequest: 1, enableOfflineQueue: false },
  worker: { maxRetriesPerRequest: null },
  subscribe: { maxRetriesPerRequest: null, autoResubscribe: true },
  // A person waits for a page.
  api: { maxRetriesPerRequest: 2, commandTimeout: 5_000 },
};

/** The options of every use during the start: commands wait for a slow Redis. */
const PATIENT = { maxRetriesPerRequest: null, commandTimeout: undefined } as const;

/** Opens a connection whose commands wait for Redis without limit, until `hurry` gives it the options of its use. */
export function connectPatiently(target: RedisTarget, use: RedisUse): { redis: Redis | Cluster; hurry(): void } {
  const redis = connectRedis(target, use);
  const { maxRetriesPerRequest, commandTimeout } = OPTIONS[use];
  let wanted: Partial<RedisOptions> = PATIENT;
  const apply = (node: Redis) => void Object.assign(node.options, wanted);
  const all = () => (redis.isCluster ? (redis as Cluster).nodes('all') : [redis as Redis]);
  // A node that joins later has the options of the use; the present ones are put over them.
  if (redis.isCluster) redis.on('+node', apply);
  all().forEach(apply);
  return {
    redis,
    hurry() {
      wanted = { maxRetriesPerRequest, commandTimeout } as Partial<RedisOptions>;
      all().forEach(apply);
    },
  };
}

/** Opens a connection with the options of its use. It reconnects by itself; the caller listens to its errors. */
export function connectRedis(target: RedisTarget, use: RedisUse): Redis | Cluster {
  const { enableOfflineQueue = true, ...wanted } = OPTIONS[use];
  const options: Omit<RedisOptions, 'replyMapping'> = {
    ...target.options,
    ...wanted,
    connectionName: `kairos-${use}`,
    connectTimeout: CONNECT_TIMEOUT_MS,
    disconnectTimeout: DISCONNECT_MS,
  };
  if (!target.nodes) {
    return endWhenTold(writeTogether(new Redis({ ...options, enableOfflineQueue, retryStrategy: retryAfterMs })));
  }
  const cluster = new Cluster([...target.nodes], {
    redisOptions: options,
    enableOfflineQueue,
    clusterRetryStrategy: retryAfterMs,
    scaleReads: 'master',
  });
  cluster.on('+node', (node) => endWhenTold(writeTogether(node)));
  return cluster;
}

function retryAfterMs(times: number): number {
  return Math.min(50 * 2 ** Math.min(times - 1, 10), LONGEST_RETRY_MS);
}
