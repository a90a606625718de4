import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import * as z from 'zod';

/** Where engines tell each other of stock; the hash of that name keeps it for those that start later. */
const STOCK = 'kairos:{stock}';
const FIELDS_A_READ = 1_000;
/** Items times places that are kept; what comes beyond is not known. */
export const MOST_STOCK = 200_000;

/** How many of an item a place has. */
export interface Stock {
  /** Of the signal that said so. */
  readonly id: string;
  readonly place: string;
  readonly sku: string;
  readonly quantity: number;
  /** What was kept until then. Absent: nothing. */
  readonly before?: number | undefined;
  readonly at: number;
  readonly until: number;
}

/** Stock in Redis, for all engines. */
export interface SharedStock {
  all(): AsyncIterable<Stock>;
  /** Keeps the newest; resolves with what is kept then, and undefined where there is no room. */
  put(stock: Stock): Promise<Stock | undefined>;
  drop(stocks: readonly Pick<Stock, 'place' | 'sku'>[]): Promise<void>;
}

/** Opens the stock that engines share. What is there and cannot be read counts as not there. */
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

/** Calls back for every stock that any engine is told of, this one among them; resolves once it listens. */
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
