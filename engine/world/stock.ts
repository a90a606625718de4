import type { Signal } from '../../sdk/protocol.ts';
import { isLate } from '../../triggers/time/lateness.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Sighting } from './contract.ts';
import { followStock, MOST_STOCK, type Stock, shareStock } from './shared-stock.ts';

/** How long stock counts when its signal does not say. Shops report it at least once a day. */
const VALID_MS = 86_400_000;
/** Stock that stopped counting is remembered for this long, to notice when the item comes back. */
export const REMEMBERED_MS = 7 * 86_400_000;
const SWEEP_MS = 600_000;

export interface StockParts {
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when an item is in stock again; resolves when that is stored. */
  readonly sighted: (sighting: Sighting) => Promise<void>;
}

/** The stock of places, the same on every engine, answered from memory. */
export interface OpenStock extends Closable {
  at(place: string, sku: string, at: number): number | undefined;
  /** Stores a `stock` signal and tells the other engines. Resolves when it is stored. */
  take(signal: Signal): Promise<void>;
}

/** Opens the stock: loads the stored one and follows the reports that other engines store. */
export async function openStock({ redis, clock, log, sighted }: StockParts): Promise<OpenStock> {
  const store = redis.connect('api');
  const subscriber = redis.connect('subscribe');
  const shared = shareStock(store);
  const stocks = createStock();
  const hear = (stock: Stock) => stocks.put(stock);
  const load = async () => {
    for await (const stock of shared.all()) hear(stock);
  };
  const sweep = setInterval(() => {
    const gone = stocks.expire(clock.now() - REMEMBERED_MS);
    shared.drop(gone).catch((cause: unknown) => log.warn('old stock stays stored', { cause }));
  }, SWEEP_MS).unref();
  await followStock(subscriber, hear);
  await load();
  // Loads the stock that was stored while the connection was lost.
  subscriber.on('ready', () => {
    load().catch((cause: unknown) => log.warn('stock was missed', { cause }));
  });

  return {
    at: stocks.at,
    async take(signal) {
      const kept = await shared.put(stockOf(signal));
      if (!kept) {
        log.warn('no room for more stock: it is not known', { most: MOST_STOCK });
        return;
      }
      hear(kept);
      const arrived = kept.id === signal.id && !isLate(kept.at, clock.now()) ? arrivalOf(kept) : undefined;
      if (arrived) await sighted(arrived);
    },
    async close() {
      clearInterval(sweep);
      subscriber.disconnect();
      store.disconnect();
    },
  };
}

/** Stock in memory. The newest report of each item and place counts. */
export interface Stocks {
  /** Returns the last report, also when it counts no more. */
  last(place: string, sku: string): Stock | undefined;
  at(place: string, sku: string, at: number): number | undefined;
  put(stock: Stock): void;
  /** Drops the reports that stopped counting before a time. Returns them. */
  expire(before: number): readonly Stock[];
}

/** Creates an empty stock by place and item. Its caller limits its size. */
export function createStock(): Stocks {
  const byPlace = new Map<string, Map<string, Stock>>();
  return {
    last: (place, sku) => byPlace.get(place)?.get(sku),
    at(place, sku, at) {
      const stock = byPlace.get(place)?.get(sku);
      return stock && at <= stock.until ? stock.quantity : undefined;
    },
    put(stock) {
      const items = byPlace.get(stock.place) ?? new Map<string, Stock>();
      byPlace.set(stock.place, items);
      const known = items.get(stock.sku);
      if (!known || known.at <= stock.at) items.set(stock.sku, stock);
    },
    expire(before) {
      const gone = [...byPlace.values()].flatMap((items) => [...items.values()].filter(({ until }) => until < before));
      for (const { place, sku } of gone) byPlace.get(place)?.delete(sku);
      return gone;
    },
  };
}

/**
 * Returns the sighting of an item that is in stock again; undefined when it was in stock before, was unknown before, or
 * is not in stock now.
 */
export function arrivalOf({ id, place, sku, quantity, before, at }: Stock): Sighting | undefined {
  if (before !== 0 || quantity === 0) return undefined;
  const change = { what: 'stock', place, sku, quantity } as const;
  return { id: `stock:${id}`, at, cause: change, possible: [change] };
}

/** Returns the report that a `stock` signal holds. */
export function stockOf({ id, at, value }: Signal): Stock {
  const { place, sku, quantity, validSeconds } = value as unknown as Pushed;
  const until = at + (validSeconds === undefined ? VALID_MS : validSeconds * 1_000);
  return { id, place, sku, quantity, at, until };
}

interface Pushed extends Pick<Stock, 'place' | 'sku' | 'quantity'> {
  readonly validSeconds?: number;
}
