import type { Cluster, Redis } from 'ioredis';
import type { Settings } from '../../config/settings.ts';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import type { RedisTarget, StartingRedis } from './contract.ts';
import { startEmbeddedRedis } from './embedded-redis.ts';
import { leaveWithout } from './leave-without.ts';
import { checkRedis } from './redis-checks.ts';
import { connectPatiently, connectRedis } from './redis-connection.ts';
import { parseRedisUrl } from './redis-url.ts';

/** How long a Redis that takes connections gets to answer: it can be loading a large file, or stand still. */
const ANSWER_MS = 120_000;
const PULSE_MS = 1_000;
/** After this long without an answer the log says that the start waits. */
const SILENT_MS = 2_000;

/**
 * Opens the Redis of the settings, else starts a private one below the data folder, and checks that it can be used.
 * Waits `reachMs` for connections, and much longer for an answer, or until `stop` aborts; the log says so. Throws
 * CannotStart.
 */
export async function openRedis(
  settings: Pick<Settings, 'redisUrl' | 'dataDir' | 'durability'>,
  log: Log,
  { reachMs = 10_000, stop }: { readonly reachMs?: number; readonly stop?: AbortSignal | undefined } = {},
): Promise<StartingRedis> {
  const { redisUrl, dataDir, durability } = settings;
  const embedded = redisUrl === undefined ? await startEmbeddedRedis({ dataDir, durability, log }) : undefined;
  const target = embedded ? embeddedTarget(embedded.socket) : parseRedisUrl(redisUrl ?? '');
  const open = new Set<Redis | Cluster>();
  const watch = watcher(target.label, log);
  const patient = new Set<{ hurry(): void }>();
  let isStarting = true;
  let closed: Promise<void> | undefined;
  let stopAsking: (() => void) | undefined;

  const store: StartingRedis = {
    target,
    started() {
      isStarting = false;
      stopPulse();
      for (const { hurry } of patient) hurry();
      patient.clear();
    },
    connect(use) {
      if (closed) throw new Error('the Redis store is closed');
      const waits = isStarting && use === 'api' ? connectPatiently(target, use) : undefined;
      if (waits) patient.add(waits);
      const redis = note(waits?.redis ?? connectRedis(target, use), open);
      watch(redis, () => closed !== undefined);
      return redis;
    },
    leave() {
      if (closed || stopAsking) return;
      stopAsking = leaveWithout(store.connect('api'), () => {
        log.warn('Redis is gone while we stop; what waits for it ends now', { redis: target.label });
        for (const redis of open) redis.disconnect();
        void embedded?.close();
      });
    },
    close() {
      closed ??= (async () => {
        stopPulse();
        stopAsking?.();
        for (const redis of open) redis.disconnect();
        await embedded?.close();
      })();
      return closed;
    },
  };
  const probe = store.connect('api');
  const stopPulse = tellOfSilence(store.connect('api'), target.label, log);
  const giveUp = () => void store.close();
  stop?.addEventListener('abort', giveUp);
  try {
    await waitUntilReached(probe, target, reachMs);
    await checkRedis(probe, target.label, durability, log);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  } finally {
    stop?.removeEventListener('abort', giveUp);
    probe.disconnect();
  }
}

/** Notes a connection while it is open, also when it is opened again, and the copies that are made of it. */
function note<R extends Redis | Cluster>(redis: R, open: Set<Redis | Cluster>): R {
  open.add(redis);
  redis.on('connecting', () => open.add(redis));
  redis.on('end', () => open.delete(redis));
  const duplicate = redis.duplicate.bind(redis) as (...how: readonly unknown[]) => R;
  redis.duplicate = ((...how: readonly unknown[]) => note(duplicate(...how), open)) as R['duplicate'];
  return redis;
}

function embeddedTarget(socket: string): RedisTarget {
  return { label: `unix://${socket}`, options: { path: socket } };
}

async function waitUntilReached(redis: Redis | Cluster, target: RedisTarget, reachMs: number): Promise<void> {
  let why = target.nodes ? 'no answer, or its cluster_state is not ok' : 'no answer';
  let deadline: NodeJS.Timeout | undefined;
  const isReady = await new Promise<boolean>((resolve) => {
    deadline = setTimeout(() => resolve(false), reachMs);
    redis.once('ready', () => resolve(true));
    redis.once('end', () => resolve(false));
    if (!target.nodes)
      redis.once('connect', () => {
        clearTimeout(deadline);
        deadline = setTimeout(() => resolve(false), ANSWER_MS);
      });
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

/** Logs when Redis stops answering during the start, and when it answers again. Returns the function that stops it. */
function tellOfSilence(redis: Redis | Cluster, label: string, log: Log): () => void {
  let askedAt: number | undefined;
  let isTold = false;
  const timer = setInterval(() => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      const answered = () => {
        askedAt = undefined;
        if (isTold) log.info('Redis answers; going on', { redis: label });
        isTold = false;
      };
      redis.ping().then(answered, () => {
        askedAt = undefined;
      });
    } else if (!isTold && performance.now() - askedAt >= SILENT_MS) {
      isTold = true;
      log.warn('the start waits for Redis, which does not answer', { redis: label });
    }
  }, PULSE_MS).unref();
  return () => {
    clearInterval(timer);
    redis.disconnect();
  };
}

/** Logs once when Redis goes away and once when it is back, for any number of connections. */
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
