import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import * as z from 'zod';

/** The channel on which engines tell each other of stock, and the hash that keeps it for engines that start later. */
const STOCK = 'kairos:{stock}';
const FIELDS_A_READ = 1_000;
/** The most items times places that are kept. Stock beyond is unknown. */
export const MOST_STOCK = 200_000;

/** The quantity of an item at a place. */
export interface Stock {
  /** The id of the signal that reported it. */
  readonly id: string;
  readonly place: string;
  readonly sku: string;
  readonly quantity: number;
  /** The quantity kept before; absent: none was. */
  readonly before?: number | undefined;
  readonly at: number;
  readonly until: number;
}

/** Stock in Redis, shared by all engines. */
export interface SharedStock {
  all(): AsyncIterable<Stock>;
  /** Keeps the newest report. Resolves with the stock that is kept afterwards; undefined when there is no room. */
  put(stock: Stock): Promise<Stock | undefined>;
  drop(stocks: readonly Pick<Stock, 'place' | 'sku'>[]): Promise<void>;
}

/** Shares stock over a connection. A stored entry that cannot be read counts as absent. */
export function shareStock(redis: Redis | Cluster): SharedStock {
  redis.defineCommand('kairosPutStock', { lua: readFileSync(new URL('put-stock.lua', import.meta.url), 'utf8') });
  const script = redis as unknown as Script;
  return {
    async *all() {
      let cursor = '0';
      do {
        const [next, pairs] = await redis.hscan(STOCK, cursor, 'COUNT', FIELDS_A_READ);
        for (let i = 1; i < pairs.length; i += 2) {
          const stock = read(pairs[i]!);
          if (stock) yield stock;
        }
        cursor = next;
      } while (cursor !== '0');
    },
    async put(stock) {
      const text = await script.kairosPutStock(
        1,
        STOCK,
        fieldOf(stock),
        stock.id,
        stock.at,
        JSON.stringify(stock),
        MOST_STOCK,
      );
      return text === null ? undefined : read(text);
    },
    async drop(stocks) {
      for (let i = 0; i < stocks.length; i += FIELDS_A_READ) {
        await redis.hdel(STOCK, ...stocks.slice(i, i + FIELDS_A_READ).map(fieldOf));
      }
    },
  };
}

/** Calls `took` for every report that any engine stores, this one included. Resolves once it listens. */
export async function followStock(subscriber: Redis | Cluster, took: (stock: Stock) => void): Promise<void> {
  subscriber.on('message', (channel: string, text: string) => {
    const stock = channel === STOCK ? read(text) : undefined;
    if (stock) took(stock);
  });
  await subscriber.subscribe(STOCK);
}

interface Script {
  kairosPutStock(keys: number, ...args: (string | number)[]): Promise<string | null>;
}

const stock = z.object({
  id: z.string(),
  place: z.string(),
  sku: z.string(),
  quantity: z.number(),
  before: z.number().optional(),
  at: z.number(),
  until: z.number(),
});

function fieldOf({ place, sku }: Pick<Stock, 'place' | 'sku'>): string {
  return JSON.stringify([place, sku]);
}

function read(text: string): Stock | undefined {
  try {
    return stock.parse(JSON.parse(text));
  } catch {
    return undefined; // another version wrote it: it is pushed again
  }
}
