import { LRUCache } from 'lru-cache';
import type { Weather } from '../../triggers/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { centreOf } from './cells.ts';
import type { CellWeather, WeatherProvider } from './contract.ts';

/** Past this it is fetched again; until `STALE_MS` it still counts while that is under way. */
const FRESH_MS = 10 * 60_000;
const STALE_MS = 60 * 60_000;
const MOST_CELLS = 20_000;
/** Cells in one call to the provider, and how long cells are gathered for it. */
const CELLS_A_CALL = 50;
const GATHER_MS = 100;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export interface ForecastParts {
  readonly provider: WeatherProvider;
  readonly clock: Clock;
  readonly log: Log;
  /** What other engines know already. */
  readonly known: (cells: readonly number[]) => Promise<readonly (CellWeather | undefined)[]>;
  readonly share: (cells: ReadonlyMap<number, CellWeather>) => Promise<void>;
}

/** The provider's weather by cell: told from memory, fetched behind the caller's back. */
export interface Forecasts extends Closable {
  at(cell: number): Weather | undefined;
  /** Resolves when no fetch is under way or waiting. */
  idle(): Promise<void>;
}

/** Keeps the weather of the cells that are asked about: one call for many cells, one at a time, with pauses when it fails. */
export function createForecasts({ provider, clock, log, known, share }: ForecastParts): Forecasts {
  const cells = new LRUCache<number, CellWeather>({ max: MOST_CELLS });
  const wanted = new Set<number>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = 0;
  let isClosed = false;

  const later = (ms: number) => {
    if (timer || running || isClosed || wanted.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = fetchSome().finally(() => {
        running = undefined;
        later(pauseMs || GATHER_MS);
      });
    }, ms).unref();
  };

  const fetchSome = async () => {
    const some = [...wanted].slice(0, CELLS_A_CALL);
    try {
      const shared = await known(some);
      const missing = some.filter((cell, i) => {
        const told = shared[i];
        if (!told || !isFresh(told)) return true;
        cells.set(cell, told);
        return false;
      });
      if (missing.length > 0) {
        const weathers = await provider.fetch(missing.map(centreOf));
        const fetchedAt = clock.now();
        const told = new Map(missing.map((cell, i) => [cell, { weather: weathers[i] ?? {}, fetchedAt }]));
        for (const [cell, weather] of told) cells.set(cell, weather);
        await share(told);
      }
      for (const cell of some) wanted.delete(cell);
      pauseMs = 0;
    } catch (cause) {
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs === 0 ? FIRST_PAUSE_MS : pauseMs * 2);
      log.warn('no weather from the provider, trying again later', {
        provider: provider.name,
        pauseMs,
        cause: String(cause),
      });
    }
  };
  const isFresh = ({ fetchedAt }: CellWeather) => clock.now() - fetchedAt < FRESH_MS;

  return {
    at(cell) {
      const told = cells.get(cell);
      if (!told || !isFresh(told)) {
        if (wanted.size < MOST_CELLS) wanted.add(cell);
        later(GATHER_MS);
      }
      return told && clock.now() - told.fetchedAt < STALE_MS ? told.weather : undefined;
    },
    async idle() {
      while (running || timer) await (running ?? new Promise((resolve) => setImmediate(resolve)));
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}
