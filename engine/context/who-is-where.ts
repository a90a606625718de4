import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { keysOf } from './keys.ts';
import type { CellRange } from './whereabouts.ts';

/** After whom a page goes on: the range of cells it ended in, and the last customer there. */
export interface PageEnd {
  readonly range: number;
  readonly cell: number;
  readonly customer: string;
}

/** Some customers, and where to go on; no `end`: these were the last. */
export interface CustomerPage {
  readonly customers: readonly string[];
  readonly end?: PageEnd;
}

/** Who is where, by shard: kept by the commits of contexts, asked when something happens in the world. */
export interface WhoIsWhere {
  /**
   * At most `most` of the shard's customers whose last fix of a period lay in one of these cells; candidates, for they may have moved
   * on in another period. Who stays where they are while the pages are read is on exactly one of them.
   */
  page(
    shard: number,
    period: number,
    ranges: readonly CellRange[],
    after: PageEnd | undefined,
    most: number,
  ): Promise<CustomerPage>;
  /** Some cells in which somebody of the shard had their last fix of a period: of five neighbours in a row, one. After `after`, in order. */
  cells(shard: number, period: number, after: number | undefined, most: number): Promise<readonly number[]>;
}

/** Ranges in one call: bounds how long it holds Redis. */
const RANGES_A_CALL = 500;
/** As wide as a cell of the weather; rows are a multiple of it long. */
const NEIGHBOURS = 5;

interface Script {
  kairosCells(keys: number, ...args: (string | number)[]): Promise<number[]>;
  kairosWho(keys: number, ...args: (string | number)[]): Promise<[range: number, cell: string, ...customers: string[]]>;
}

/** Opens the index over a connection. */
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
