import type { Signal } from '../../sdk/protocol.ts';
import type { Weather, World } from '../../triggers/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { createAreas } from './areas.ts';
import { cellOf } from './cells.ts';
import type { AreaWeather, WeatherProvider } from './contract.ts';
import { createForecasts } from './forecasts.ts';
import { followAreas, shareWeather } from './shared-weather.ts';
import { createZoneAt } from './zone-at.ts';

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
  const subscriber = redis.connect('subscribe');
  const shared = shareWeather(store);
  const areas = createAreas();
  const forecasts = provider && createForecasts({ provider, clock, log, shared });
  const drop = (ids: readonly string[]) => {
    shared.dropAreas(ids).catch((cause: unknown) => log.warn('old weather stays stored', { cause: String(cause) }));
  };
  await followAreas(subscriber, (area) => areas.put(area));
  for (const area of await shared.areas()) areas.put(area);
  const sweep = setInterval(() => drop(areas.expire(clock.now() - VALID_MS)), SWEEP_MS).unref();

  return {
    zoneAt: createZoneAt(),
    weatherAt(lat, lon, at) {
      const pushed = areas.at(lat, lon, at);
      const told = forecasts?.at(cellOf(lat, lon), at);
      return pushed && told ? joined(told, pushed) : (pushed ?? told);
    },
    async take(signal) {
      const area = areaOf(signal);
      await shared.putArea(area);
      drop(areas.put(area));
    },
    async close() {
      clearInterval(sweep);
      await forecasts?.close();
      subscriber.disconnect();
      store.disconnect();
    },
  };
}

/** What was pushed, and of the rest what it leaves open; who pushed what is in the sky has seen all of the sky. */
function joined(told: Weather, pushed: Weather): Weather {
  const isSkyPushed =
    pushed.condition !== undefined ||
    pushed.rainMillimetresPerHour !== undefined ||
    pushed.cloudCoverPercent !== undefined;
  if (!isSkyPushed) return { ...told, ...pushed };
  const { condition: _, rainMillimetresPerHour: __, cloudCoverPercent: ___, ...air } = told;
  return { ...air, ...pushed };
}

/** The area that a `weather` signal tells of. */
export function areaOf({ id, at, value }: Signal): AreaWeather {
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
