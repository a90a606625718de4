import { causeOf } from '../cause-of.ts';
import type { Clock, Log } from '../contract.ts';
import type { OutcomeStore, RedisStore } from '../stores/contract.ts';
import { leaveWithout } from '../stores/leave-without.ts';
import { groupsOf } from './batch.ts';
import { createBell } from './bell.ts';
import type { Sink } from './contract.ts';
import { createGather } from './gather.ts';
import { createLeases } from './lease.ts';
import * as stream from './stream.ts';
import { startUpkeep, type Upkeep } from './upkeep.ts';
import { createWriter } from './writer.ts';

export interface SinkParts {
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly store: OutcomeStore;
  readonly shards: number;
  readonly log: Log;
  readonly clock: Clock;
  /** A sink that stops without a word is replaced after this long. */
  readonly leaseMs?: number;
  /** The fuse: entries a stream may hold at most, far above any backlog; what is older is lost, and said so. */
  readonly mostEntries?: number;
}

interface Waiter {
  readonly upTo: readonly string[];
  resolve(): void;
  reject(error: Error): void;
}

const IDLE_MS = 250;
const IMPATIENT_MS = 20;
/** From so many rows a round on, larger parts are worth more than sooner ones: a part costs as much as a thousand rows. */
const BUSY_ROWS = 500;
const BUSY_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;
const CLOSE_MS = 5_000;

/**
 * Starts moving rows. Any number of sinks may run: each shard is written by one at a time, and taken over when that one stops.
 * While ClickHouse is away rows wait in Redis.
 */
export function startSink({ redis: redisStore, store, shards, log, clock, ...limits }: SinkParts): Sink {
  const { leaseMs = 3_000, mostEntries = 2_000_000 } = limits;
  const every = Array.from({ length: shards }, (_, shard) => shard);
  const redis = redisStore.connect('stream');
  const leases = createLeases(redis, shards, leaseMs, clock);
  const bell = createBell();
  const gather = createGather(redis);
  const writer = createWriter(redis, { store, leases, log, bell }, () => isClosing);
  /** Shards with entries that were read, and nobody can tell whether they were written. */
  const doubtful = new Set<number>();
  const waiters = new Set<Waiter>();
  let isClosing = false;
  let upkeep: Upkeep | undefined;

  async function run(): Promise<void> {
    let isReady = false;
    for (let backoff = IDLE_MS; !isClosing; ) {
      try {
        if (!isReady) await Promise.all(every.map((shard) => stream.ensureGroup(redis, shard)));
        isReady = true;
        upkeep ??= startUpkeep(redis, leases, { shards, leaseMs, mostEntries, log }, (shard) => doubtful.add(shard));
        const { rows, hasMore } = await round();
        if (waiters.size > 0) await tellWaiters();
        const pause = rows < BUSY_ROWS ? IDLE_MS : BUSY_MS;
        if (!hasMore) await bell.wait(waiters.size > 0 ? IMPATIENT_MS : pause);
        backoff = IDLE_MS;
      } catch (cause) {
        if (isClosing) break;
        log.warn('the sink tries again', { cause: causeOf(cause) });
        isReady = false;
        for (const shard of leases.held) doubtful.add(shard);
        await bell.wait(backoff);
        backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  }

  /** Reads what is there of every shard we hold and writes it. Says how much it was, and whether there is more at once. */
  async function round(): Promise<{ readonly rows: number; readonly hasMore: boolean }> {
    const held = [...leases.held];
    const { certain, doubtful: again, rows, hasMore } = await gather(held, doubtful);
    // a read whose answer got lost leaves entries that were handed to nobody
    if (rows === 0) for (const { shard, pending } of upkeep?.standings ?? []) if (pending > 0) doubtful.add(shard);
    for (const [entries, isDoubtful] of [[again, true] as const, [certain, false] as const]) {
      for (const group of groupsOf(entries)) {
        if (await writer.write(group, isDoubtful)) continue;
        for (const shard of held) doubtful.add(shard);
        return { rows, hasMore: false };
      }
    }
    return { rows, hasMore };
  }

  async function tellWaiters(): Promise<void> {
    const standings = await Promise.all(every.map((shard) => stream.readStreamPosition(redis, shard)));
    for (const waiter of waiters) {
      const isDone = standings.every(({ shard, writtenBefore }) => stream.isBefore(waiter.upTo[shard]!, writtenBefore));
      if (!isDone) continue;
      waiters.delete(waiter);
      waiter.resolve();
    }
  }

  async function stop(): Promise<void> {
    isClosing = true;
    bell.ring();
    for (const { reject } of waiters) reject(new Error('the sink is closed'));
    waiters.clear();
    // commands wait for a Redis that is away as long as it takes; we do not
    const stopAsking = leaveWithout(redis, () => redis.disconnect());
    const deadline = setTimeout(() => redis.disconnect(), CLOSE_MS);
    await running;
    await upkeep?.stop();
    await leases.release().catch(() => undefined); // it falls to the next one by itself
    clearTimeout(deadline);
    stopAsking();
    redis.disconnect();
  }

  const running = run();
  let closed: Promise<void> | undefined;
  return {
    lag() {
      const behind = (upkeep?.standings ?? []).filter(({ oldestAt }) => oldestAt !== undefined);
      const oldestAt = Math.min(...behind.map((standing) => standing.oldestAt ?? 0));
      return {
        entries: behind.reduce((sum, { entries }) => sum + entries, 0),
        oldestMs: behind.length === 0 ? 0 : Math.max(0, clock.wall() - oldestAt),
        rows: writer.rows,
        failing: writer.failing,
      };
    },
    async drained() {
      if (isClosing) throw new Error('the sink is closed');
      const upTo = await Promise.all(every.map((shard) => stream.lastIdOf(redis, shard)));
      if (isClosing) throw new Error('the sink is closed');
      await new Promise<void>((resolve, reject) => {
        waiters.add({ upTo, resolve, reject });
        bell.ring();
      });
    },
    close() {
      closed ??= stop();
      return closed;
    },
  };
}
