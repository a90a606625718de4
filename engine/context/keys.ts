import { createHash } from 'node:crypto';

/** Returns the Redis keys of one shard. The braces are a hash tag, which keeps a shard in one slot of a cluster. */
export const keysOf = (shard: number) => ({
  context: (customer: string) => `kairos:ctx:{${shard}}:${customer}`,
  /**
   * The ids that a state has forgotten, of one half day. `commit.lua` and `recall.lua` make this key from the one
   * above.
   */
  ids: (customer: string, slot: number) => `kairos:ids:{${shard}}:${customer}:${slot}`,
  /** The mark that a customer was erased. It holds a hash, so it does not name the customer. */
  erased: (customer: string) => `kairos:erased:{${shard}}:${createHash('sha256').update(customer).digest('base64url')}`,
  timers: `kairos:timers:{${shard}}`,
  outcomes: `kairos:outcomes:{${shard}}`,
  outbox: `kairos:outbox:{${shard}}`,
  /** The mark that a message of no decision was put out. */
  putOut: (id: string) => `kairos:put-out:{${shard}}:${id}`,
  /** Ids of signals about the world, scored by when they came. In the first shard only. */
  worldIds: `kairos:world-ids:{${shard}}`,
  /** Ids of turns of a provider's weather. In the first shard only. */
  turnIds: `kairos:turn-ids:{${shard}}`,
  where: (period: number) => `kairos:where:{${shard}}:${period}`,
});
