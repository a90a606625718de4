import type { Bounds, Place, Position, Turn } from '../../triggers/places/contract.ts';
import type { ForecastStep, PossibleChange, Weather } from '../../triggers/world/contract.ts';
import type { Closable } from '../contract.ts';

/** The weather at a position now, and the expected weather by time. */
export interface WeatherReading {
  readonly weather: Weather;
  readonly forecast?: readonly ForecastStep[];
}

/** A source of weather and forecasts. */
export interface WeatherProvider {
  readonly name: string;
  /**
   * Returns one reading for each position, in order; undefined where the source has none. Rejects when the source does
   * not answer in time, or when `signal` aborts.
   */
  fetch(positions: readonly Position[], signal: AbortSignal): Promise<readonly (WeatherReading | undefined)[]>;
}

/** A circle, or a box; a west greater than the east crosses the antimeridian. */
export type Area = { readonly lat: number; readonly lon: number; readonly radiusMetres: number } | Bounds;

/** Weather that a signal pushed for an area. It counts there from `from` until `until`. */
export interface AreaWeather extends WeatherReading {
  /** The id of the signal that pushed it. */
  readonly id: string;
  /** The order in which areas were pushed, the same on every engine. */
  readonly seq: number;
  readonly from: number;
  readonly until: number;
  readonly area: Area;
}

/** Weather of one cell, as a provider gave it. */
export interface CellWeather extends WeatherReading {
  /** The time of the fetch, on the engine's clock. */
  readonly fetchedAt: number;
}

/** A change of a provider's weather for a cell. `before` still counted when `after` was fetched. */
export interface ProviderTurn {
  readonly cell: number;
  readonly before: CellWeather;
  readonly after: CellWeather;
}

/** The cause of a wave, as JSON. */
export type WaveCause =
  /** Weather was pushed for an area. Before it, the weather may have differed within the area. */
  | { readonly what: 'weather'; readonly area: AreaWeather }
  /** A provider's weather for a cell changed. */
  | { readonly what: 'weather'; readonly cell: number; readonly before: Weather; readonly after: Weather }
  | { readonly what: 'opened' | 'closed'; readonly places: readonly string[] }
  | { readonly what: 'stock'; readonly place: string; readonly sku: string; readonly quantity: number };

/** A world change that an engine noticed and has not matched with customers yet. */
export interface Sighting {
  /** The same on every engine that notices the change, and each time. */
  readonly id: string;
  readonly at: number;
  readonly cause: WaveCause;
  /** The changes it can be for a customer. A customer for whom it is none of these is not concerned. */
  readonly possible: readonly PossibleChange[];
  /** The box that it happened in; absent: the places that the cause names. */
  readonly area?: Bounds;
  /** The provider's change, when that is the cause. No signal carries it, so it is recorded from here. */
  readonly turn?: ProviderTurn;
}

/** Counts waves for the metrics. Called a few times for each page and never awaited; must not throw. */
export interface WaveProbe {
  /** A change happened that a live trigger waits for. */
  noticed(what: WaveCause['what']): void;
  /** A page with this many customers was read. */
  lookedUp(customers: number): void;
  /** A wave was finished on one shard. */
  worked(tookMs: number): void;
}

/** The waking of all customers whom one world change concerns, as JSON. */
export interface Wave {
  /** Each customer remembers it, so that a repeat wakes no customer twice. */
  readonly id: string;
  readonly at: number;
  /** The wall clock when the change was noticed. */
  readonly receivedAt: number;
  readonly cause: WaveCause;
  /** The boxes to search. A customer outside of all of them is not looked up. */
  readonly boxes: readonly Bounds[];
}

/** An opening or closing of a place. */
export interface PlaceTurn extends Turn {
  readonly place: Place;
}

/** Wakes the customers whom world changes concern. */
export interface WorldWakers extends Closable {
  /** Resolves when all customers whom past changes concern were woken. Says whether any had to be. */
  idle(): Promise<boolean>;
  /** Processes opening hours up to now. Says whether a place opened or closed. */
  look(): Promise<boolean>;
  /** Resolves when the cells where customers were lately are being looked after. */
  begun(): Promise<void>;
  /** Returns the number of unfinished waves of all engines; a wave counts once for each shard. */
  waves(): Promise<number>;
}
