import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { bucketOf } from '../../triggers/hash.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { createCommit, type Target } from './commit-command.ts';
import type { LoadedState, RedisContexts } from './contract.ts';
import { ERASED_DAYS } from './contract.ts';
import { keysOf } from './keys.ts';
import { createRecall } from './recall.ts';
import { readValue } from './stored-value.ts';
import { keptPeriods } from './whereabouts.ts';
import { createWorldSignals } from './world-signals.ts';

/** Contexts kept in memory, to spare the read; the compare-and-set makes a stale one harmless. */
const CACHED_CUSTOMERS = 50_000;

interface Scripts {
  kairosDue(keys: number, ...args: (string | number)[]): Promise<string[]>;
  kairosQueued(keys: 2, ...args: string[]): Promise<number[]>;
}

/** Who takes a state works in it: until it is written, others must read their own from Redis. */
interface Cached extends LoadedState, Target {
  revision: number;
  isTaken: boolean;
}

/** Opens the contexts over a connection of use `hot`. */
export function createContexts(redis: Redis | Cluster, shards: number): RedisContexts {
  const lua = (name: string) => ({ lua: readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8') });
  redis.defineCommand('kairosDue', lua('due'));
  redis.defineCommand('kairosQueued', lua('queued'));
  const scripts = redis as unknown as Scripts;
  const keys = Array.from({ length: shards }, (_, shard) => keysOf(shard));
  const commit = createCommit(redis);
  const recall = createRecall(redis);
  const cache = new LRUCache<string, Cached>({ max: CACHED_CUSTOMERS });
  const backlogs = new Array<number>(shards).fill(0);
  const shardOf = (customer: string) => bucketOf(customer, shards);
  // A server that comes back, or takes the place of another in a cluster, may lack the last writes, and others may have written
  // since: what is in memory counts no more.
  for (const change of ['close', '+node', '-node']) redis.on(change, () => cache.clear());

  /** Asked of those alone who are not known: who is known was not erased. */
  const erasedAmong = async (strangers: readonly string[]): Promise<ReadonlySet<string> | undefined> => {
    if (strangers.length === 0) return undefined;
    const marks = await redis.mget(strangers.map((customer) => keys[shardOf(customer)]!.erased(customer)));
    const erased = strangers.filter((_, i) => marks[i] !== null);
    return erased.length > 0 ? new Set(erased) : undefined;
  };

  const read = async (customer: string): Promise<CustomerState> => {
    const { state } = readValue(customer, await redis.get(keys[shardOf(customer)]!.context(customer)));
    if (state.mergedInto === undefined) return state;
    return readValue(state.mergedInto, await redis.get(keys[shardOf(state.mergedInto)]!.context(state.mergedInto)))
      .state;
  };

  return {
    shards,
    shardOf,
    get backlog() {
      return Math.max(...backlogs);
    },

    async load(shard, customers, fresh) {
      const loaded = customers.map((customer) => {
        const cached = cache.get(customer);
        if (!cached || cached.isTaken) return undefined;
        cached.isTaken = true;
        return fresh?.has(customer) ? undefined : cached;
      });
      const missing = customers.filter((_, i) => !loaded[i]);
      if (missing.length === 0) return loaded as LoadedState[];
      const texts = await redis.mget(missing.map(keys[shard]!.context));
      const isErased = await erasedAmong(missing.filter((_, i) => !texts[i]));
      let next = 0;
      return loaded.map((hit, i) => {
        if (hit) return hit;
        const customer = customers[i]!;
        const read = readValue(customer, texts[next++]);
        return isErased?.has(customer) ? { ...read, isErased: true as const } : read;
      });
    },

    async commit(shard, changes, from) {
      const entries = changes.map(({ customer, state, revision }, i): Cached => {
        const cached = (from?.[i] as Cached | undefined)?.isTaken ? (from![i] as Cached) : cache.peek(customer);
        return cached?.state === state ? cached : { state, revision, isTaken: true };
      });
      const [backlog, ...written] = await commit(shard, changes, entries);
      backlogs[shard] = backlog;
      return changes.map(({ customer, revision }, i) => {
        const entry = entries[i]!;
        if (written[i] !== 1) {
          // What was decided on a state that somebody else changed meanwhile is in it: nobody may have it again.
          if (cache.peek(customer) === entry) cache.delete(customer);
          return false;
        }
        entry.revision = revision + 1;
        entry.isTaken = false;
        if (cache.peek(customer) !== entry) cache.set(customer, entry);
        return true;
      });
    },

    read,
    peek(customer) {
      const cached = cache.peek(customer);
      return cached && !cached.isTaken && cached.state.mergedInto === undefined ? cached : undefined;
    },

    due: (shard, now, leaseUntil, most) => scripts.kairosDue(1, keys[shard]!.timers, now, leaseUntil, most),
    async armed() {
      return (await Promise.all(keys.map(({ timers }) => redis.zcard(timers)))).reduce((sum, n) => sum + n, 0);
    },
    async outbox(shard) {
      return (await redis.hvals(keys[shard]!.outbox)).map((text) => JSON.parse(text) as DeliveryJob);
    },
    async queued(shard, ids, rows) {
      const { outbox, outcomes } = keys[shard]!;
      const noted = await scripts.kairosQueued(2, outbox, outcomes, ...ids.flatMap((id, i) => [id, lineOf(rows[i]!)]));
      return rows.filter((_, i) => noted[i] === 1);
    },
    worldSignals: createWorldSignals(redis),
    turns: createWorldSignals(redis, { ids: keysOf(0).turnIds }),
    recall,
    async markErased(customer) {
      await redis.set(keys[shardOf(customer)]!.erased(customer), '1', 'EX', ERASED_DAYS * 86_400);
    },
    async forget(customer) {
      cache.delete(customer);
      const { context, timers, outbox, where } = keys[shardOf(customer)]!;
      const { state } = readValue(customer, await redis.get(context(customer)));
      await redis.del(context(customer));
      await recall.forget(shardOf(customer), customer);
      for (const period of keptPeriods(state)) await redis.zrem(where(period), customer);
      await redis.zrem(timers, customer);
      for (const job of await this.outbox(shardOf(customer))) {
        if (job.customer === customer) await redis.hdel(outbox, job.id);
      }
    },
  };
}
