import type { Cluster, Redis } from 'ioredis';
import type { Signal } from '../../sdk/protocol.ts';
import type { Weather, World } from '../../triggers/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { createAreas } from './areas.ts';
import { cellOf } from './cells.ts';
import type { AreaWeather, CellWeather, WeatherProvider } from './contract.ts';
import { createForecasts } from './forecasts.ts';
import { createZoneAt } from './zone-at.ts';

/** Where engines tell each other of pushed weather; the hash keeps it for those that start later. */
const AREAS = 'kairos:weather:areas';
const CELLS = 'kairos:weather:cells';
const CELLS_SECONDS = 3_600;
/** How long pushed weather counts when the signal does not say. */
const VALID_MS = 3_600_000;
const SWEEP_MS = 60_000;

export interface WorldParts {
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: only what is pushed is known. */
  readonly provider?: WeatherProvider;
}

/** The world around customers, the same on every engine. Its answers come from memory; what is missing is fetched meanwhile. */
export interface OpenWorld extends Pick<World, 'zoneAt' | 'weatherAt'>, Closable {
  /** Takes a `weather` signal and tells the other engines; resolves when it is stored. */
  take(signal: Signal): Promise<void>;
}

/** Opens the world: loads what was pushed and follows what other engines learn. Pushed weather wins over the provider's. */
export async function openWorld({ redis, clock, log, provider }: WorldParts): Promise<OpenWorld> {
  const store = redis.connect('api');
  const areas = createAreas();
  const forecasts =
    provider &&
    createForecasts({
      provider,
      clock,
      log,
      known: async (cells) => (await store.hmget(CELLS, ...cells.map(String))).map((text) => parse<CellWeather>(text)),
      share: (cells) => shareCells(store, cells),
    });
  const subscriber = redis.connect('subscribe');
  subscriber.on('message', (_channel: string, text: string) => areas.put(JSON.parse(text) as AreaWeather));
  await subscriber.subscribe(AREAS);
  for (const text of Object.values(await store.hgetall(AREAS))) areas.put(JSON.parse(text) as AreaWeather);
  const sweep = setInterval(() => {
    const over = areas.expire(clock.now() - VALID_MS);
    if (over.length > 0)
      store.hdel(AREAS, ...over).catch((cause: unknown) => log.warn('old weather stays', { cause: String(cause) }));
  }, SWEEP_MS).unref();

  return {
    zoneAt: createZoneAt(),
    weatherAt(lat, lon, at) {
      return areas.at(lat, lon, at) ?? forecasts?.at(cellOf(lat, lon));
    },
    async take(signal) {
      const area = areaOf(signal);
      const text = JSON.stringify(area);
      await store.hset(AREAS, area.id, text);
      areas.put(area);
      await store.publish(AREAS, text);
    },
    async close() {
      clearInterval(sweep);
      await forecasts?.close();
      subscriber.disconnect();
      store.disconnect();
    },
  };
}

function areaOf({ id, at, value }: Signal): AreaWeather {
  const { lat, lon, radiusMetres, area, validSeconds, ...weather } = value as unknown as Pushed;
  return {
    id,
    from: at,
    until: at + (validSeconds === undefined ? VALID_MS : validSeconds * 1_000),
    area: area ?? { lat, lon, radiusMetres },
    weather,
  };
}

type Pushed = Weather & {
  readonly lat: number;
  readonly lon: number;
  readonly radiusMetres: number;
  readonly area?: Extract<AreaWeather['area'], { west: number }>;
  readonly validSeconds?: number;
};

async function shareCells(store: Redis | Cluster, cells: ReadonlyMap<number, CellWeather>): Promise<void> {
  await store.hset(CELLS, Object.fromEntries(Array.from(cells, ([cell, weather]) => [cell, JSON.stringify(weather)])));
  await store.expire(CELLS, CELLS_SECONDS);
}

function parse<T>(text: string | null | undefined): T | undefined {
  return text ? (JSON.parse(text) as T) : undefined;
}
