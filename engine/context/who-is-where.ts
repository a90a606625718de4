import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { WhoIsWhere } from './contract.ts';
import { keysOf } from './keys.ts';

/** The most ranges in one call: bounds how long a call holds Redis. */
const RANGES_A_CALL = 500;
/** Cells in a group, which is as wide as a cell of the weather. A row holds a whole number of groups. */
const NEIGHBOURS = 5;

interface Script {
  kairosCells(keys: number, ...args: (string | number)[]): Promise<number[]>;
  kairosWho(keys: number, ...args: (string | number)[]): Promise<[range: number, cell: string, ...customers: string[]]>;
}

/** Creates the index over a connection. */
export function createWhoIsWhere(redis: Redis | Cluster): WhoIsWhere {
  redis.defineCommand('kairosWho', { lua: readFileSync(new URL('who.lua', import.meta.url), 'utf8') });
  redis.defineCommand('kairosCells', { lua: readFileSync(new URL('cells.lua', import.meta.url), 'utf8') });
  const script = redis as unknown as Script;
  return {
    cells: (shard, period, after, most) =>
      script.kairosCells(1, keysOf(shard).where(period), after ?? -1, most, NEIGHBOURS),
    async page(shard, period, ranges, after, most) {
      const key = keysOf(shard).where(period);
      const customers: string[] = [];
      let last = after;
      for (let from = after?.range ?? 0; from < ranges.length; from += RANGES_A_CALL) {
        const some = ranges.slice(from, from + RANGES_A_CALL).flat();
        const room = most - customers.length;
        const [range, cell, ...found] = await script.kairosWho(
          1,
          key,
          room,
          last?.cell ?? 0,
          last?.customer ?? '',
          ...some,
        );
        customers.push(...found);
        if (range > 0) {
          return { customers, end: { range: from + range - 1, cell: Number(cell), customer: found.at(-1)! } };
        }
        last = undefined;
      }
      return { customers };
    },
  };
}
