import type { Cluster, Redis } from 'ioredis';
import { ERASED_DAYS, type RedisContexts } from './contract.ts';
import { keysOf } from './keys.ts';
import type { StateCache } from './state-cache.ts';
import { readValue } from './stored-value.ts';
import { keptPeriods } from './whereabouts.ts';

/** Creates the erasure of customers. */
export function createErasure(
  redis: Redis | Cluster,
  { shardOf, recall, outbox }: Pick<RedisContexts, 'shardOf' | 'recall' | 'outbox'>,
  cache: StateCache,
): Pick<RedisContexts, 'forget' | 'markErased' | 'isErased'> {
  return {
    async markErased(customer) {
      await redis.set(keysOf(shardOf(customer)).erased(customer), '1', 'EX', ERASED_DAYS * 86_400);
    },
    async isErased(customer) {
      return (await redis.exists(keysOf(shardOf(customer)).erased(customer))) === 1;
    },
    async forget(customer) {
      const shard = shardOf(customer);
      const keys = keysOf(shard);
      cache.forget(customer);
      const { state } = readValue(customer, await redis.get(keys.context(customer)));
      await redis.del(keys.context(customer));
      await recall.forget(shard, customer);
      for (const period of keptPeriods(state)) await redis.zrem(keys.where(period), customer);
      await redis.zrem(keys.timers, customer);
      for (const job of await outbox(shard)) {
        if (job.customer === customer) await redis.hdel(keys.outbox, job.id);
      }
    },
  };
}
