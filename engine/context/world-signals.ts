import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { lineOf } from '../outcomes/lines.ts';
import type { WorldSignals } from './contract.ts';
import { keysOf } from './keys.ts';

/** How long a repeat of a signal about the world is recognised, unless `MOST_WORLD_IDS` came since. */
export const WORLD_ID_HOURS = 24;
/** The most ids that are remembered: about 11 MB of Redis. */
export const MOST_WORLD_IDS = 100_000;

interface Script {
  kairosWorldAppend(keys: number, ...args: (string | number)[]): Promise<number>;
}

/** Creates the signals about the world over a connection of use `hot`. `ids` is the key of their ids. */
export function createWorldSignals(
  redis: Redis | Cluster,
  { ids: idsKey = keysOf(0).worldIds, mostIds = MOST_WORLD_IDS } = {},
): WorldSignals {
  redis.defineCommand('kairosWorldAppend', { lua: readFileSync(new URL('world-append.lua', import.meta.url), 'utf8') });
  const script = redis as unknown as Script;
  const { outcomes } = keysOf(0);
  return {
    async known(ids) {
      const times = await redis.zmscore(idsKey, ...ids.map(hashOf));
      return new Set(ids.filter((_, i) => times[i] !== null));
    },
    append(rows, wallAt) {
      const seconds = WORLD_ID_HOURS * 3_600;
      const pairs = rows.flatMap((row) => [hashOf(row.signal.id), lineOf(row)]);
      const now = Math.floor(wallAt);
      return script.kairosWorldAppend(2, outcomes, idsKey, now, now - seconds * 1_000, mostIds, seconds, ...pairs);
    },
  };
}

/** Returns 96 bits of an id, which may be long. */
function hashOf(id: string): string {
  return createHash('sha256').update(id).digest().subarray(0, 12).toString('base64url');
}
