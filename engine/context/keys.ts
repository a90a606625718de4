/** Redis keys of one shard; the braces are the hash tag that keeps a shard in one slot of a cluster. */
export const keysOf = (shard: number) => ({
  context: (customer: string) => `kairos:ctx:{${shard}}:${customer}`,
  timers: `kairos:timers:{${shard}}`,
  outcomes: `kairos:outcomes:{${shard}}`,
  outbox: `kairos:outbox:{${shard}}`,
  where: (period: number) => `kairos:where:{${shard}}:${period}`,
});
