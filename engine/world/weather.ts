import type { Signal } from '../../sdk/protocol.ts';
import type { Position } from '../../triggers/places/contract.ts';
import { isLate } from '../../triggers/time/lateness.ts';
import type { ForecastStep, Weather, WorldChange } from '../../triggers/world/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { COUNTS_AFTER_MS, createAreas } from './areas.ts';
import { startCellWatch } from './cell-watch.ts';
import { cellOf } from './cells.ts';
import type { AreaWeather, Sighting, WaveCause, WeatherProvider } from './contract.ts';
import { createForecasts } from './forecasts.ts';
import { sightingOfTurn } from './provider-turns.ts';
import { areaOf, changeBy, changeInCell, joinWeather, sightingOf } from './pushed-weather.ts';
import { followAreas, shareWeather } from './shared-weather.ts';

const SWEEP_MS = 60_000;

export interface WeatherParts {
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: only pushed weather is known. */
  readonly provider?: WeatherProvider;
  /** Called when the weather may have changed; resolves when that is stored. */
  readonly sighted: (sighting: Sighting) => Promise<void>;
}

type WeatherCause = Extract<WaveCause, { what: 'weather' }>;

/** The weather, the same on every engine: pushed, or from a provider. */
export interface OpenWeather extends Closable {
  at(lat: number, lon: number, at: number): Weather | undefined;
  /** Returns the forecast: pushed, else the provider's. */
  forecastAt(lat: number, lon: number, at: number): readonly ForecastStep[] | undefined;
  /** Stores a `weather` signal and tells the other engines. Resolves when it is stored. */
  take(signal: Signal): Promise<void>;
  /** Returns the change at a position; undefined when it is none that is known. */
  changeAt(cause: WeatherCause, position: Position, at: number): WorldChange | undefined;
  /** Resolves when all weather stored before the cause is known here. */
  ready(cause: WeatherCause): Promise<void>;
  /** Notes that a customer is there: the provider's weather is kept fresh there for a while. */
  visit(lat: number, lon: number): void;
}

/**
 * Opens the weather: loads the pushed weather and follows the other engines. Pushed weather wins over the provider's.
 */
export async function openWeather({ redis, clock, log, provider, sighted }: WeatherParts): Promise<OpenWeather> {
  const store = redis.connect('api');
  const subscriber = redis.connect('subscribe');
  const shared = shareWeather(store);
  const areas = createAreas();
  let lastSeq = 0;
  const drop = (ids: readonly string[]) => {
    shared.dropAreas(ids).catch((cause: unknown) => log.warn('old weather stays stored', { cause }));
  };
  const load = async () => {
    const seq = await shared.lastSeq();
    for (const area of await shared.areas()) areas.put(area);
    lastSeq = Math.max(lastSeq, seq);
  };
  /** Adds an area. Loads all of them when an earlier one was missed. */
  const hear = (area: AreaWeather) => {
    drop(areas.put(area));
    if (area.seq > lastSeq + 1) load().catch((cause: unknown) => log.warn('weather was missed', { cause }));
    else lastSeq = Math.max(lastSeq, area.seq);
  };
  const forecasts =
    provider &&
    createForecasts({
      provider,
      clock,
      log,
      shared,
      async fetched(cell, before, after) {
        if (!before || sameWeather(before.weather, after.weather)) return;
        await sighted(sightingOfTurn({ cell, before, after }));
      },
    });
  const watch = forecasts && startCellWatch(clock, (cell) => forecasts.at(cell, clock.now()));
  await followAreas(subscriber, hear);
  await load();
  // Loads the weather that was stored while the connection was lost.
  subscriber.on('ready', () => {
    load().catch((cause: unknown) => log.warn('weather was missed', { cause }));
  });
  const sweep = setInterval(() => drop(areas.expire(clock.now() - COUNTS_AFTER_MS)), SWEEP_MS).unref();

  const ready = async (cause: WeatherCause) => {
    if ('area' in cause && lastSeq < cause.area.seq - 1) await load();
  };
  return {
    at(lat, lon, at) {
      return joinWeather(forecasts?.at(cellOf(lat, lon), at)?.weather, areas.at(lat, lon, at)?.weather);
    },
    forecastAt(lat, lon, at) {
      return areas.at(lat, lon, at)?.forecast ?? forecasts?.at(cellOf(lat, lon), at)?.forecast;
    },
    async take(signal) {
      const told = areaOf(signal);
      const area = { ...told, seq: await shared.putArea(told) };
      const cause = { what: 'weather', area } as const;
      await ready(cause);
      hear(area);
      if (isLate(signal.at, clock.now())) return;
      const seen = sightingOf(area, areas, forecasts !== undefined);
      if (seen) await sighted(seen);
    },
    changeAt(cause, { lat, lon }, at) {
      if ('cell' in cause) return changeInCell(cause, areas, { lat, lon }, at);
      const told = (): Weather | undefined => forecasts?.at(cellOf(lat, lon), at)?.weather;
      return changeBy(cause.area, areas, { lat, lon }, told);
    },
    ready,
    visit: (lat, lon) => watch?.visit(cellOf(lat, lon)),
    async close() {
      clearInterval(sweep);
      watch?.close();
      await forecasts?.close();
      subscriber.disconnect();
      store.disconnect();
    },
  };
}

function sameWeather(a: Weather, b: Weather): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Weather>;
  return [...names].every((name) => a[name] === b[name]);
}
