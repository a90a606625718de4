import type { Cluster, Redis } from 'ioredis';
import type { AlertStanding } from './contract.ts';

/** How alerts stand, by their ids, where every engine reads it. */
export interface Standings {
  read(): Promise<ReadonlyMap<string, AlertStanding>>;
  note(id: string, standing: AlertStanding): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

const STANDINGS = '{kairos:alerts}:standings';

/** Creates the standings in Redis. */
export function createStandings(redis: Redis | Cluster): Standings {
  return {
    async read() {
      const texts = Object.entries(await redis.hgetall(STANDINGS));
      return new Map(texts.map(([id, text]) => [id, JSON.parse(text) as AlertStanding]));
    },
    async note(id, standing) {
      await redis.hset(STANDINGS, id, JSON.stringify(standing));
    },
    async forget(ids) {
      if (ids.length > 0) await redis.hdel(STANDINGS, ...ids);
    },
  };
}
