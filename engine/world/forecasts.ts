import { LRUCache } from 'lru-cache';
import type { Clock, Closable, Log } from '../contract.ts';
import { centreOf } from './cells.ts';
import type { CellWeather, WeatherProvider, WeatherReading } from './contract.ts';
import type { SharedWeather } from './shared-weather.ts';

/** After this time a cell is fetched again. Until `STALE_MS` the old weather still counts meanwhile. */
const FRESH_MS = 10 * 60_000;
/** A provider's weather counts for this long. */
export const STALE_MS = 60 * 60_000;
const MOST_CELLS = 20_000;
/** The most cells in one call to the provider, and how long cells are collected for it. */
const CELLS_A_CALL = 50;
const GATHER_MS = 100;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
const NOTHING: WeatherReading = { weather: {} };

export interface ForecastParts {
  readonly provider: WeatherProvider;
  readonly clock: Clock;
  readonly log: Log;
  readonly shared: Pick<SharedWeather, 'cells' | 'putCells'>;
  /**
   * Called when the weather of a cell was fetched, with the weather before if that still counts. Other engines learn of
   * it afterwards.
   */
  readonly fetched: (cell: number, before: CellWeather | undefined, after: CellWeather) => Promise<void>;
}

/** The provider's weather by cell, answered from memory. Missing cells are fetched in the background. */
export interface Forecasts extends Closable {
  /** Returns the weather of a cell at a time near now; undefined when it is unknown or still being fetched. */
  at(cell: number, at: number): WeatherReading | undefined;
}

/**
 * Creates the forecasts. One call fetches many cells, one call runs at a time, and failures are followed by growing
 * pauses.
 */
export function createForecasts(parts: ForecastParts): Forecasts {
  const fetching = new Fetching(parts);
  return {
    at: (cell, at) => fetching.at(cell, at),
    close: () => fetching.close(),
  };
}

class Fetching {
  readonly #parts: ForecastParts;
  readonly #cells = new LRUCache<number, CellWeather>({ max: MOST_CELLS });
  readonly #wanted = new Set<number>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = 0;

  constructor(parts: ForecastParts) {
    this.#parts = parts;
  }

  at(cell: number, at: number): WeatherReading | undefined {
    const now = this.#parts.clock.now();
    const told = this.#cells.get(cell);
    if (!told || now - told.fetchedAt >= FRESH_MS) this.#want(cell, at, now);
    return told && Math.abs(at - told.fetchedAt) < STALE_MS ? told : undefined;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** A provider knows the present only, so a cell is fetched only for a time near now. */
  #want(cell: number, at: number, now: number): void {
    if (Math.abs(now - at) >= STALE_MS || this.#wanted.size >= MOST_CELLS) return;
    this.#wanted.add(cell);
    this.#later(GATHER_MS);
  }

  #later(ms: number): void {
    if (this.#timer || this.#running || this.#closing.signal.aborted || this.#wanted.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#fetchSome().finally(() => {
        this.#running = undefined;
        this.#later(this.#pauseMs || GATHER_MS);
      });
    }, ms).unref();
  }

  async #fetchSome(): Promise<void> {
    const some = [...this.#wanted].slice(0, CELLS_A_CALL);
    try {
      await this.#learn(some);
      for (const cell of some) this.#wanted.delete(cell);
      this.#pauseMs = 0;
    } catch (cause) {
      if (this.#closing.signal.aborted) return;
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs === 0 ? FIRST_PAUSE_MS : this.#pauseMs * 2);
      this.#parts.log.warn('no weather from the provider, trying again later', {
        provider: this.#parts.provider.name,
        pauseMs: this.#pauseMs,
        cause,
      });
    }
  }

  /**
   * Reads from Redis the cells that other engines fetched, fetches the rest, and stores these for the other engines.
   */
  async #learn(cells: readonly number[]): Promise<void> {
    const { provider, clock, shared, fetched } = this.#parts;
    const known = await shared.cells(cells, clock.now());
    /** Returns each cell with its last known weather, from any engine. */
    const missing = new Map<number, CellWeather | undefined>();
    cells.forEach((cell, i) => {
      const told = known[i];
      if (told && clock.now() - told.fetchedAt < FRESH_MS) this.#cells.set(cell, told);
      else missing.set(cell, told ?? this.#cells.get(cell));
    });
    if (missing.size === 0) return;
    const readings = await provider.fetch([...missing.keys()].map(centreOf), this.#closing.signal);
    const fetchedAt = clock.now();
    const told = new Map([...missing.keys()].map((cell, i) => [cell, { ...(readings[i] ?? NOTHING), fetchedAt }]));
    for (const [cell, after] of told) {
      const before = missing.get(cell);
      await fetched(cell, before && fetchedAt - before.fetchedAt < STALE_MS ? before : undefined, after);
      this.#cells.set(cell, after);
    }
    await shared.putCells(told, fetchedAt);
  }
}
