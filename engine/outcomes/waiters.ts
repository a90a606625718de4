import type { Cluster, Redis } from 'ioredis';
import { isBefore, lastIdOf, readStreamPosition } from './stream.ts';

/** Calls that wait until everything that was in the streams at their time is in ClickHouse. */
export interface Waiters {
  readonly count: number;
  /**
   * Notes the ends of the streams. `done` resolves when ClickHouse has everything before them, whichever sink wrote
   * it.
   */
  add(): Promise<{ readonly done: Promise<void> }>;
  /** Looks how far the streams are written, and resolves the waits that are over. */
  tell(): Promise<void>;
  /** Rejects all waits. */
  reject(error: Error): void;
}

interface Waiter {
  /** The last id of each shard's stream. */
  readonly upTo: readonly string[];
  resolve(): void;
  reject(error: Error): void;
}

/** Creates waiters over the streams of these shards; none waits yet. */
export function createWaiters(redis: Redis | Cluster, shards: readonly number[]): Waiters {
  const waiting = new Set<Waiter>();
  return {
    get count() {
      return waiting.size;
    },
    async add() {
      const upTo = await Promise.all(shards.map((shard) => lastIdOf(redis, shard)));
      return { done: new Promise((resolve, reject) => waiting.add({ upTo, resolve, reject })) };
    },
    async tell() {
      const positions = await Promise.all(shards.map((shard) => readStreamPosition(redis, shard)));
      for (const waiter of waiting) {
        if (!positions.every(({ shard, writtenBefore }) => isBefore(waiter.upTo[shard]!, writtenBefore))) continue;
        waiting.delete(waiter);
        waiter.resolve();
      }
    },
    reject(error) {
      for (const { reject } of waiting) reject(error);
      waiting.clear();
    },
  };
}
