import type { Cluster, Redis } from 'ioredis';
import type { Log } from '../contract.ts';
import type { RedisRoom, RedisStore } from './contract.ts';

const LOOK_MS = 250;
const SCARCE_FROM = 0.85;
const ENOUGH_BELOW = 0.8;

/** Starts to read the memory of a Redis, or of every master of a cluster, until closed. */
export function pollRoom(redis: RedisStore, log: Log, lookMs = LOOK_MS): RedisRoom {
  const connection = redis.connect('api');
  let used: number | undefined;
  let isScarce = false;
  let looking: Promise<void> | undefined;

  const look = async () => {
    used = await usedOf(connection);
    const before = isScarce;
    isScarce = (used ?? 0) >= (isScarce ? ENOUGH_BELOW : SCARCE_FROM);
    if (isScarce === before) return;
    const percent = Math.round((used ?? 0) * 100);
    if (isScarce)
      log.warn('Redis is nearly full; signals are refused until there is room', { redis: redis.target.label, percent });
    else log.info('Redis has room again; signals are taken', { redis: redis.target.label, percent });
  };
  const beat = () => {
    // Readiness reports a Redis that does not answer.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
  };
  beat();
  const timer = setInterval(beat, lookMs).unref();
  return {
    get isScarce() {
      return isScarce;
    },
    get used() {
      return used;
    },
    async close() {
      clearInterval(timer);
      connection.disconnect();
      await looking;
    },
  };
}

async function usedOf(redis: Redis | Cluster): Promise<number | undefined> {
  const servers = redis.isCluster ? (redis as Cluster).nodes('master') : [redis as Redis];
  const shares = await Promise.all(servers.map(async (server) => shareIn(await server.info('memory'))));
  return shares.reduce((most, share) => (share === undefined ? most : Math.max(most ?? 0, share)), undefined);
}

/**
 * Returns the used share from Redis' INFO. Buffers for replicas and for its file do not count, as Redis does not count
 * them.
 */
function shareIn(info: string): number | undefined {
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const limit = read('maxmemory');
  if (limit === 0) return undefined;
  return Math.max(0, read('used_memory') - read('mem_not_counted_for_evict')) / limit;
}
