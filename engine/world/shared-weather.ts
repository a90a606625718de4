import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import * as z from 'zod';
import { HOUR_MS } from '../../triggers/time/spans.ts';
import { WEATHER_CONDITIONS } from '../../triggers/world/weather-conditions.ts';
import { WEATHER_NUMBERS } from '../../triggers/world/weather-numbers.ts';
import type { AreaWeather, CellWeather } from './contract.ts';

/**
 * The channel on which engines tell each other of pushed weather, and the hash that keeps it for engines that start
 * later.
 */
const AREAS = 'kairos:{weather}';
const AREAS_SEQ = 'kairos:{weather}:seq';
/** The providers' weather: one hash an hour, so that old ones expire by themselves. */
const CELLS = 'kairos:weather:cells';
const CELLS_LAST_SECONDS = 2 * 3_600;

/** Weather in Redis, shared by all engines. */
export interface SharedWeather {
  areas(): Promise<readonly AreaWeather[]>;
  /** Returns the number of the latest area. */
  lastSeq(): Promise<number>;
  /** Stores an area. Resolves with its number, which is the same when the area comes again. */
  putArea(area: Omit<AreaWeather, 'seq'>): Promise<number>;
  dropAreas(ids: readonly string[]): Promise<void>;
  /** Returns the weather that any engine fetched for these cells, in order, from this hour or the one before. */
  cells(cells: readonly number[], now: number): Promise<readonly (CellWeather | undefined)[]>;
  putCells(cells: ReadonlyMap<number, CellWeather>, now: number): Promise<void>;
}

/** Shares weather over a connection. A stored entry that cannot be read counts as absent. */
export function shareWeather(redis: Redis | Cluster): SharedWeather {
  redis.defineCommand('kairosPutArea', { lua: readFileSync(new URL('put-area.lua', import.meta.url), 'utf8') });
  const script = redis as unknown as Script;
  return {
    async areas() {
      return Object.values(await redis.hgetall(AREAS)).flatMap((text) => readArea(text) ?? []);
    },
    lastSeq: async () => Number((await redis.get(AREAS_SEQ)) ?? 0),
    putArea: (area) => script.kairosPutArea(2, AREAS, AREAS_SEQ, area.id, JSON.stringify(area)),
    async dropAreas(ids) {
      if (ids.length > 0) await redis.hdel(AREAS, ...ids);
    },
    async cells(cells, now) {
      const names = cells.map(String);
      const [older, newer] = await Promise.all([now - HOUR_MS, now].map((at) => redis.hmget(hourOf(at), ...names)));
      return names.map((_, i) => readCell(newer?.[i]) ?? readCell(older?.[i]));
    },
    async putCells(cells, now) {
      const texts = Array.from(cells, ([cell, weather]) => [String(cell), JSON.stringify(weather)]);
      await redis.hset(hourOf(now), Object.fromEntries(texts));
      await redis.expire(hourOf(now), CELLS_LAST_SECONDS);
    },
  };
}

interface Script {
  kairosPutArea(keys: number, ...args: string[]): Promise<number>;
}

/** Calls `took` for every area that any engine stores, this one included. Resolves once it listens. */
export async function followAreas(subscriber: Redis | Cluster, took: (area: AreaWeather) => void): Promise<void> {
  subscriber.on('message', (_channel: string, text: string) => {
    const area = readArea(text);
    if (area) took(area);
  });
  await subscriber.subscribe(AREAS);
}

const number = z.number();
const weather = z.object({
  condition: z.enum(WEATHER_CONDITIONS).optional(),
  ...Object.fromEntries(WEATHER_NUMBERS.map((part) => [part, number.optional()])),
});
const area = z.union([
  z.object({ lat: number, lon: number, radiusMetres: number }),
  z.object({ west: number, south: number, east: number, north: number }),
]);
const forecast = z.array(z.object({ from: number, until: number, weather })).optional();
const areaWeather = z.object({ id: z.string(), seq: number, from: number, until: number, area, weather, forecast });
const cellWeather = z.object({ weather, forecast, fetchedAt: number });

function readArea(text: string): AreaWeather | undefined {
  return read(areaWeather, text) as AreaWeather | undefined;
}

function readCell(text: string | null | undefined): CellWeather | undefined {
  return text ? (read(cellWeather, text) as CellWeather | undefined) : undefined;
}

function read<S extends z.ZodType>(schema: S, text: string): z.infer<S> | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined; // another version wrote it: it is fetched or pushed again
  }
}

function hourOf(at: number): string {
  return `${CELLS}:${Math.floor(at / HOUR_MS)}`;
}
