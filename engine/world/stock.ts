import type { Signal } from '../../sdk/protocol.ts';
import { isLate } from '../../triggers/time/lateness.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Sighting } from './contract.ts';
import { followStock, MOST_STOCK, type Stock, shareStock } from './shared-stock.ts';

/** How long stock counts when the signal does not say: shops tell of it once a day at least. */
const VALID_MS = 86_400_000;
/** What an item came back from is remembered for this long after it stopped to count. */
export const REMEMBERED_MS = 7 * 86_400_000;
const SWEEP_MS = 600_000;

export interface StockParts {
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of an item that is there again; resolves when that is kept. */
  readonly sighted: (sighting: Sighting) => Promise<void>;
}

/** What places have in stock, the same on every engine, told from memory. */
export interface OpenStock extends Closable {
  at(place: string, sku: string, at: number): number | undefined;
  /** Takes a `stock` signal and tells the other engines; resolves when it is stored. */
  take(signal: Signal): Promise<void>;
}

/** Opens the stock: loads what was told and follows what other engines learn. */
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
  // What was said while the connection was lost.
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

/** Stock in memory: the newest of each item and place counts. */
export interface Stocks {
  /** What was told last, also when it counts no more. */
  last(place: string, sku: string): Stock | undefined;
  at(place: string, sku: string, at: number): number | undefined;
  put(stock: Stock): void;
  /** Forgets what stopped to count before a time; says which. */
  expire(before: number): readonly Stock[];
}

/** Keeps stock by place and item. Who feeds it bounds it. */
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

/** An item that is there again; undefined: it was there, or nobody knows, or it is not there. */
export function arrivalOf({ id, place, sku, quantity, before, at }: Stock): Sighting | undefined {
  if (before !== 0 || quantity === 0) return undefined;
  const change = { what: 'stock', place, sku, quantity } as const;
  return { id: `stock:${id}`, at, cause: change, possible: [change] };
}

/** What a `stock` signal tells. */
export function stockOf({ id, at, value }: Signal): Stock {
  const { place, sku, quantity, validSeconds } = value as unknown as Pushed;
  const until = at + (validSeconds === undefined ? VALID_MS : validSeconds * 1_000);
  return { id, place, sku, quantity, at, until };
}

interface Pushed extends Pick<Stock, 'place' | 'sku' | 'quantity'> {
  readonly validSeconds?: number;
}
