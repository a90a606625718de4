import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { DeliveryJob } from '../jobs/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { REPEATS_KNOWN_MS, type RedisContexts } from './contract.ts';
import { keysOf } from './keys.ts';

interface Scripts {
  kairosPutOut(keys: 3, ...args: (string | number)[]): Promise<number>;
  kairosQueued(keys: 2, ...args: string[]): Promise<number[]>;
}

/** Creates the outbox. Commits put messages into it; they leave it when the queue has them. */
export function createOutbox(
  redis: Redis | Cluster,
  shardOf: RedisContexts['shardOf'],
): Pick<RedisContexts, 'outbox' | 'putOut' | 'queued'> {
  redis.defineCommand('kairosQueued', { lua: readFileSync(new URL('queued.lua', import.meta.url), 'utf8') });
  redis.defineCommand('kairosPutOut', { lua: readFileSync(new URL('put-out.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as Scripts;
  return {
    async outbox(shard) {
      return (await redis.hvals(keysOf(shard).outbox)).map((text) => JSON.parse(text) as DeliveryJob);
    },
    async putOut(job, rows) {
      const { outbox, outcomes, putOut } = keysOf(shardOf(job.customer));
      const args = [job.id, JSON.stringify(job), rows.map(lineOf).join('\n'), REPEATS_KNOWN_MS];
      return (await scripts.kairosPutOut(3, outbox, outcomes, putOut(job.id), ...args)) === 1;
    },
    async queued(shard, ids, rows) {
      const { outbox, outcomes } = keysOf(shard);
      const args = ids.flatMap((id, i) => [id, lineOf(rows[i]!)]);
      const noted = await scripts.kairosQueued(2, outbox, outcomes, ...args);
      return rows.filter((_, i) => noted[i] === 1);
    },
  };
}
