import type { Cluster, Redis } from 'ioredis';
import type { Settings } from '../../config/settings.ts';
import type { Log } from '../contract.ts';
import { CannotStart } from './cannot-start.ts';
import type { RedisStore, RedisTarget } from './contract.ts';
import { startEmbeddedRedis } from './embedded-redis.ts';
import { checkRedis } from './redis-checks.ts';
import { connectRedis } from './redis-connection.ts';
import { parseRedisUrl } from './redis-url.ts';

/**
 * Opens the Redis of the settings, else starts a private one below the data folder, and checks that it can be built on. Waits
 * `reachMs` for it to answer. Throws CannotStart.
 */
export async function openRedis(
  settings: Pick<Settings, 'redisUrl' | 'dataDir' | 'durability'>,
  log: Log,
  reachMs = 10_000,
): Promise<RedisStore> {
  const { redisUrl, dataDir, durability } = settings;
  const embedded = redisUrl === undefined ? await startEmbeddedRedis({ dataDir, durability, log }) : undefined;
  const target = embedded ? own(embedded.socket) : parseRedisUrl(redisUrl ?? '');
  const open = new Set<Redis | Cluster>();
  const watch = watcher(target.label, log);
  let closed: Promise<void> | undefined;

  const store: RedisStore = {
    target,
    connect(use) {
      if (closed) throw new Error('the Redis store is closed');
      const redis = connectRedis(target, use);
      open.add(redis);
      redis.once('end', () => open.delete(redis));
      watch(redis, () => closed !== undefined);
      return redis;
    },
    close() {
      closed ??= (async () => {
        for (const redis of open) redis.disconnect();
        await embedded?.close();
      })();
      return closed;
    },
  };
  const probe = store.connect('api');
  try {
    await reached(probe, target, reachMs);
    await checkRedis(probe, target.label, durability, log);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  } finally {
    probe.disconnect();
  }
}

function own(socket: string): RedisTarget {
  return { label: `unix://${socket}`, options: { path: socket } };
}

async function reached(redis: Redis | Cluster, target: RedisTarget, reachMs: number): Promise<void> {
  let why = target.nodes ? 'no answer, or its cluster_state is not ok' : 'no answer';
  let deadline: NodeJS.Timeout | undefined;
  const isReady = await new Promise<boolean>((resolve) => {
    deadline = setTimeout(() => resolve(false), reachMs);
    redis.once('ready', () => resolve(true));
    redis.on('error', (error: Error & { lastNodeError?: Error }) => {
      why = error.lastNodeError?.message ?? error.message;
      if (/WRONGPASS|NOAUTH|invalid password/.test(why)) resolve(false); // trying again does not help
    });
  });
  clearTimeout(deadline);
  if (isReady) return;
  throw new CannotStart(
    `Redis at ${target.label} cannot be reached (${why}); check KAIROS_REDIS_URL and that it runs, ` +
      'or leave it unset: the engine then starts its own',
  );
}

/** Tells once when Redis goes away and once when it is back, whatever the number of connections. */
function watcher(label: string, log: Log): (redis: Redis | Cluster, isClosing: () => boolean) => void {
  const away = new Set<Redis | Cluster>();
  return (redis, isClosing) => {
    redis.on('error', (cause: Error) => {
      if (isClosing()) return;
      if (away.size === 0) log.warn('Redis does not answer', { redis: label, cause: cause.message });
      away.add(redis);
    });
    redis.on('ready', () => {
      if (away.delete(redis) && away.size === 0) log.info('Redis answers again', { redis: label });
    });
    redis.once('end', () => away.delete(redis));
  };
}
