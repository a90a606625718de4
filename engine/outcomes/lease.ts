import { randomUUID } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Clock } from '../contract.ts';
import { sendEvenWhenFull } from '../stores/allow-when-full.ts';

/** The right to write a shard's rows. One sink at a time has it, however many run. */
export interface Leases {
  /** The shards that this sink holds. */
  readonly held: ReadonlySet<number>;
  /** Takes every free shard. Returns the new ones. */
  acquire(): Promise<readonly number[]>;
  /** Renews the held shards. A shard that another sink took meanwhile is held no more. */
  renew(): Promise<void>;
  /** Tells whether the shard is held for at least another half of the lease. Renews it first when that is uncertain. */
  isSure(shard: number): Promise<boolean>;
  release(): Promise<void>;
}

const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

const keyOf = (shard: number) => `kairos:sink:{${shard}}`;

/** Creates the leases of one sink. A lease that is not renewed for `leaseMs` falls to the next sink. */
export function createLeases(redis: Redis | Cluster, shards: number, leaseMs: number, clock: Clock): Leases {
  const me = randomUUID();
  const held = new Map<number, number>();

  async function renewOne(shard: number): Promise<boolean> {
    const asked = clock.wall();
    const isOurs = (await redis.eval(RENEW, 1, keyOf(shard), me, leaseMs)) === 1;
    if (isOurs && held.has(shard)) held.set(shard, asked);
    else held.delete(shard);
    return isOurs;
  }

  return {
    get held() {
      return new Set(held.keys());
    },
    async acquire() {
      const free = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !held.has(shard));
      const taken = await Promise.all(
        free.map(async (shard) => {
          const asked = clock.wall();
          if ((await sendEvenWhenFull(redis, 'SET', keyOf(shard), me, 'PX', leaseMs, 'NX')) !== 'OK') return false;
          held.set(shard, asked);
          return true;
        }),
      );
      return free.filter((_, i) => taken[i]);
    },
    async renew() {
      await Promise.all([...held.keys()].map(renewOne));
    },
    async isSure(shard) {
      const renewed = held.get(shard);
      if (renewed === undefined) return false;
      return clock.wall() - renewed < leaseMs / 2 || renewOne(shard);
    },
    async release() {
      const ours = [...held.keys()];
      held.clear();
      await Promise.all(ours.map((shard) => redis.eval(RELEASE, 1, keyOf(shard), me)));
    },
  };
}
