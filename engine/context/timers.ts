import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { RedisContexts } from './contract.ts';
import { keysOf } from './keys.ts';

interface Scripts {
  kairosDue(keys: 1, ...args: (string | number)[]): Promise<string[]>;
}

/** Creates the look at customers' next timers. Commits write them. */
export function createTimers(redis: Redis | Cluster, shards: number): Pick<RedisContexts, 'due' | 'armed'> {
  redis.defineCommand('kairosDue', { lua: readFileSync(new URL('due.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as Scripts;
  return {
    due: (shard, now, leaseUntil, most) => scripts.kairosDue(1, keysOf(shard).timers, now, leaseUntil, most),
    async armed() {
      const counts = Array.from({ length: shards }, (_, shard) => redis.zcard(keysOf(shard).timers));
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
  };
}
