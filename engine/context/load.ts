import type { Cluster, Redis } from 'ioredis';
import type { ContextStore, LoadedState } from './contract.ts';
import { createJournal } from './journal.ts';
import { keysOf } from './keys.ts';
import type { StateCache } from './state-cache.ts';
import { readValue } from './stored-value.ts';

/** Creates the function that loads states, from the cache and else from Redis. */
export function createLoad(redis: Redis | Cluster, cache: StateCache): ContextStore['load'] {
  return async (shard, customers, fresh) => {
    const cached = customers.map((customer) => cache.take(customer, fresh?.has(customer) === true));
    const missing = customers.filter((_, i) => !cached[i]);
    const read = missing.length > 0 ? await readStates(redis, shard, missing) : NONE;
    let next = 0;
    return cached.map((loaded) => loaded ?? read[next++]!);
  };
}

const NONE: readonly LoadedState[] = [];

async function readStates(
  redis: Redis | Cluster,
  shard: number,
  customers: readonly string[],
): Promise<readonly LoadedState[]> {
  const texts = await redis.mget(customers.map(keysOf(shard).context));
  // A customer who is known was not erased.
  const erased = await findErased(
    redis,
    shard,
    customers.filter((_, i) => !texts[i]),
  );
  return customers.map((customer, i) => {
    const loaded = { ...readValue(customer, texts[i]), journal: createJournal() };
    return erased.has(customer) ? { ...loaded, isErased: true } : loaded;
  });
}

async function findErased(
  redis: Redis | Cluster,
  shard: number,
  customers: readonly string[],
): Promise<ReadonlySet<string>> {
  if (customers.length === 0) return new Set();
  const marks = await redis.mget(customers.map(keysOf(shard).erased));
  return new Set(customers.filter((_, i) => marks[i] !== null));
}
