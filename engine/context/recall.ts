import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { keysOf } from './keys.ts';

/** Hashes of ids (see `shortHash`) that a customer may have sent. */
export interface Question {
  readonly customer: string;
  readonly hashes: readonly string[];
}

/**
 * The ids that states have forgotten: a state remembers its customer's last signals only. What it forgets a commit adds to a text of the
 * customer and the half day, 8 bytes an id, which goes 24 hours after the last of it came. So an id is known for 24 hours at least.
 */
export interface Recall {
  /** For each question of customers of one shard, the hashes that they did send. */
  among(shard: number, questions: readonly Question[]): Promise<readonly ReadonlySet<string>[]>;
  /** All that is kept of a customer, hash by hash. */
  all(shard: number, customer: string): Promise<string>;
  forget(shard: number, customer: string): Promise<void>;
}

/** As in `commit.lua` and `recall.lua`. */
const SLOT_SECONDS = 43_200;
const SLOTS = 3;

/** Opens it over a connection. */
export function createRecall(redis: Redis | Cluster): Recall {
  redis.defineCommand('kairosRecall', { lua: readFileSync(new URL('recall.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as { kairosRecall(keys: number, ...args: string[]): Promise<string[]> };
  const keysFor = (shard: number, customer: string): readonly string[] => {
    const slot = Math.floor(Date.now() / 1_000 / SLOT_SECONDS);
    // This machine's clock may be ahead of the one that the slot was named by, or behind it.
    return Array.from({ length: SLOTS + 2 }, (_, back) => keysOf(shard).ids(customer, slot + 1 - back));
  };
  return {
    async among(shard, questions) {
      const answers = await scripts.kairosRecall(
        questions.length,
        ...questions.map(({ customer }) => keysOf(shard).context(customer)),
        ...questions.map(({ hashes }) => hashes.join('')),
      );
      return questions.map(({ hashes }, q) => new Set(hashes.filter((_, i) => answers[q]![i] === '1')));
    },
    async all(shard, customer) {
      return (await redis.mget([...keysFor(shard, customer)])).join('');
    },
    async forget(shard, customer) {
      await redis.unlink(...keysFor(shard, customer));
    },
  };
}
