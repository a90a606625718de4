import { randomUUID } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Sole } from './contract.ts';

const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/** Creates the right over a connection. It runs out when it is not held again within `leaseMs`. */
export function createSole(redis: Redis | Cluster, key: string, leaseMs: number): Sole {
  const me = randomUUID();
  return {
    async hold() {
      if ((await redis.set(key, me, 'PX', leaseMs, 'NX')) === 'OK') return true;
      return (await redis.eval(RENEW, 1, key, me, leaseMs)) === 1;
    },
    async release() {
      await redis.eval(RELEASE, 1, key, me);
    },
  };
}
