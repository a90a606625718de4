import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { bucketOf } from '../../triggers/hash.ts';
import { type CustomerState, emptyState } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../dispatch/contract.ts';
import type { Change, ContextStore, Loaded } from './contract.ts';
import { decodeState, encodeState } from './encoding.ts';
import { keysOf } from './keys.ts';
import { keptPeriods } from './whereabouts.ts';

/** How long we know a customer of whom we hear nothing, seconds. */
const RETENTION_SECONDS = 400 * 86_400;
const REVISION_DIGITS = 10;
/** Contexts kept in memory, to spare the read; the compare-and-set makes a stale one harmless. */
const CACHED_CUSTOMERS = 50_000;

interface Scripts {
  kairosCommit(keys: number, ...args: (string | number)[]): Promise<number[]>;
  kairosDue(keys: number, ...args: (string | number)[]): Promise<string[]>;
}

/** Contexts in Redis, with what belongs to them: timers and the outbox. */
export interface RedisContexts extends ContextStore {
  readonly shards: number;
  /** Entries in the longest outcomes stream at the last commit. */
  readonly backlog: number;
  /** Reads one customer without caching: for people and re-checks. Follows a merge. */
  read(customer: string): Promise<CustomerState>;
  /** Customers with a timer due by `now`; not handed out again before `leaseUntil`. */
  due(shard: number, now: number, leaseUntil: number, most: number): Promise<readonly string[]>;
  armed(): Promise<number>;
  /** Messages that were decided and may not be in the queue yet. */
  outbox(shard: number): Promise<readonly DeliveryJob[]>;
  /** They are in the queue now; `rows` say so. */
  queued(shard: number, ids: readonly string[], rows: readonly string[]): Promise<void>;
  /** Appends outcome rows that belong to no customer. */
  append(shard: number, rows: readonly string[]): Promise<void>;
  forget(customer: string): Promise<void>;
}

/** Opens the contexts over a connection of use `hot`. */
export function openContexts(redis: Redis | Cluster, shards: number): RedisContexts {
  redis.defineCommand('kairosCommit', { lua: readFileSync(new URL('commit.lua', import.meta.url), 'utf8') });
  redis.defineCommand('kairosDue', { lua: readFileSync(new URL('due.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as Scripts;
  const keys = Array.from({ length: shards }, (_, shard) => keysOf(shard));
  const cache = new LRUCache<string, Loaded>({ max: CACHED_CUSTOMERS });
  const backlogs = new Array<number>(shards).fill(0);
  const shardOf = (customer: string) => bucketOf(customer, shards);

  return {
    shards,
    shardOf,
    get backlog() {
      return Math.max(...backlogs);
    },

    async load(shard, customers, fresh) {
      const loaded = customers.map((customer) => {
        const cached = cache.get(customer);
        cache.delete(customer);
        return fresh?.has(customer) ? undefined : cached;
      });
      const missing = customers.filter((_, i) => !loaded[i]);
      if (missing.length === 0) return loaded as Loaded[];
      const texts = await redis.mget(missing.map(keys[shard]!.context));
      let next = 0;
      return loaded.map((hit, i) => hit ?? parse(customers[i]!, texts[next++]));
    },

    async commit(shard, changes) {
      const { timers, outcomes, outbox, context, where } = keys[shard]!;
      const args: (string | number)[] = [timers, outcomes, outbox, ...changes.map((c) => context(c.customer))];
      const periods = periodsOf(changes);
      for (const period of periods) args.push(where(period));
      const keyCount = args.length;
      args.push(RETENTION_SECONDS, changes.length);
      for (const change of changes) pushChange(args, change);
      if (periods.length > 0) pushMoves(args, changes, periods);
      const [backlog = 0, ...written] = await scripts.kairosCommit(keyCount, ...args);
      backlogs[shard] = backlog;
      return changes.map(({ customer, state, revision }, i) => {
        if (written[i] !== 1) return false;
        cache.set(customer, { state, revision: revision + 1 });
        return true;
      });
    },

    async read(customer) {
      const { state } = parse(customer, await redis.get(keys[shardOf(customer)]!.context(customer)));
      if (state.mergedInto === undefined) return state;
      return parse(state.mergedInto, await redis.get(keys[shardOf(state.mergedInto)]!.context(state.mergedInto))).state;
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
      await Promise.all([redis.xadd(outcomes, '*', 'r', rows.join('\n')), redis.hdel(outbox, ...ids)]);
    },
    async append(shard, rows) {
      if (rows.length > 0) await redis.xadd(keys[shard]!.outcomes, '*', 'r', rows.join('\n'));
    },
    async forget(customer) {
      cache.delete(customer);
      const { context, timers, outbox, where } = keys[shardOf(customer)]!;
      const { state } = parse(customer, await redis.get(context(customer)));
      await redis.del(context(customer));
      for (const period of keptPeriods(state)) await redis.zrem(where(period), customer);
      await redis.zrem(timers, customer);
      for (const job of await this.outbox(shardOf(customer))) {
        if (job.customer === customer) await redis.hdel(outbox, job.id);
      }
    },
  };
}

function pushChange(args: (string | number)[], { customer, revision, state, nextDueAt, rows, jobs }: Change): void {
  args.push(
    customer,
    revision === 0 ? '' : digits(revision),
    digits(revision + 1) + encodeState(state),
    nextDueAt ?? 'none',
    rows.join('\n'),
    jobs.length,
  );
  for (const job of jobs) args.push(job.id, JSON.stringify(job));
}

const NO_PERIODS: readonly number[] = [];

/** The periods in which these changes say where somebody is. */
function periodsOf(changes: readonly Change[]): readonly number[] {
  let periods: number[] | undefined;
  for (const { movedTo } of changes) {
    if (!movedTo) continue;
    periods ??= [];
    if (!periods.includes(movedTo.period)) periods.push(movedTo.period);
  }
  return periods ?? NO_PERIODS;
}

function pushMoves(args: (string | number)[], changes: readonly Change[], periods: readonly number[]): void {
  changes.forEach(({ movedTo, customer }, i) => {
    if (movedTo) args.push(i + 1, 4 + changes.length + periods.indexOf(movedTo.period), movedTo.cell, customer);
  });
}

function parse(customer: string, text: string | null | undefined): Loaded {
  if (!text) return { state: emptyState(customer), revision: 0 };
  return {
    revision: Number(text.slice(0, REVISION_DIGITS)),
    state: decodeState(text.slice(REVISION_DIGITS)),
  };
}

function digits(revision: number): string {
  return String(revision).padStart(REVISION_DIGITS, '0');
}
