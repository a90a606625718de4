import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { Recall } from './contract.ts';
import { keysOf } from './keys.ts';

/** Ids are kept by half days, and for a day: as in `commit.lua` and `recall.lua`. */
const SLOT_SECONDS = 43_200;
const SLOTS = 3;

/** Creates the recall over a connection. */
export function createRecall(redis: Redis | Cluster): Recall {
  redis.defineCommand('kairosRecall', { lua: readFileSync(new URL('recall.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as { kairosRecall(keys: number, ...args: string[]): Promise<string[]> };
  const keysFor = (shard: number, customer: string): readonly string[] => {
    const slot = Math.floor(Date.now() / 1_000 / SLOT_SECONDS);
    // Redis names the slots by its clock, which may be ahead of this machine's or behind it.
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
