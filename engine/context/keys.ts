import { createHash } from 'node:crypto';

/** Redis keys of one shard; the braces are the hash tag that keeps a shard in one slot of a cluster. */
export const keysOf = (shard: number) => ({
  context: (customer: string) => `kairos:ctx:{${shard}}:${customer}`,
  /** What a state has forgotten of the ids of its customer's signals; made in `commit.lua` and `recall.lua` from the key above. */
  ids: (customer: string, slot: number) => `kairos:ids:{${shard}}:${customer}:${slot}`,
  /** Of a customer who was erased only this is left; it does not say who it was. */
  erased: (customer: string) => `kairos:erased:{${shard}}:${createHash('sha256').update(customer).digest('base64url')}`,
  timers: `kairos:timers:{${shard}}`,
  outcomes: `kairos:outcomes:{${shard}}`,
  outbox: `kairos:outbox:{${shard}}`,
  /** Ids of signals about the world, by when they came. Of the first shard only. */
  worldIds: `kairos:world-ids:{${shard}}`,
  /** Ids of turns of a provider's weather. Of the first shard only. */
  turnIds: `kairos:turn-ids:{${shard}}`,
  where: (period: number) => `kairos:where:{${shard}}:${period}`,
});
