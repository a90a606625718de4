import type { Bounds, Position } from '../../triggers/places/contract.ts';
import type { ForecastStep, PossibleChange, Weather } from '../../triggers/world/contract.ts';

/** What is known of the weather at a position: now, and by time what will be. */
export interface WeatherReading {
  readonly weather: Weather;
  readonly forecast?: readonly ForecastStep[];
}

/** Somebody who knows the weather, and what it will be. */
export interface WeatherProvider {
  readonly name: string;
  /**
   * What is known at each position, in order; undefined where there is nothing. Rejects when nobody answers in time, or when the
   * signal aborts.
   */
  fetch(positions: readonly Position[], signal: AbortSignal): Promise<readonly (WeatherReading | undefined)[]>;
}

/** A circle, or a box; a west greater than the east crosses the antimeridian. */
export type Area = { readonly lat: number; readonly lon: number; readonly radiusMetres: number } | Bounds;

/** Weather that somebody pushed for an area: true there from a time until another. */
export interface AreaWeather extends WeatherReading {
  /** Of the signal that brought it. */
  readonly id: string;
  /** The order in which they came, the same for every engine. */
  readonly seq: number;
  readonly from: number;
  readonly until: number;
  readonly area: Area;
}

/** Weather that a provider told, for one cell. */
export interface CellWeather extends WeatherReading {
  /** On the engine's clock. */
  readonly fetchedAt: number;
}

/** A provider's weather for a cell, and what it was before where that still counted. */
export interface ProviderTurn {
  readonly cell: number;
  readonly before: CellWeather;
  readonly after: CellWeather;
}

/** Why a wave goes out. JSON. */
export type WaveCause =
  /** Weather was pushed for an area. What it was before may differ within it. */
  | { readonly what: 'weather'; readonly area: AreaWeather }
  /** A provider's weather for a cell is another than it was. */
  | { readonly what: 'weather'; readonly cell: number; readonly before: Weather; readonly after: Weather }
  | { readonly what: 'opened' | 'closed'; readonly places: readonly string[] }
  | { readonly what: 'stock'; readonly place: string; readonly sku: string; readonly quantity: number };

/** Something that happened in the world, before anybody asked whom it concerns. */
export interface Sighting {
  /** The same whoever sees it, and however often. */
  readonly id: string;
  readonly at: number;
  readonly cause: WaveCause;
  /** What it may be to a customer; one that is none of these is not concerned. */
  readonly possible: readonly PossibleChange[];
  /** Where it is; absent: at the places that the cause names. */
  readonly area?: Bounds;
  /** What a provider told, where that is the cause: nobody else has written it down. */
  readonly turn?: ProviderTurn;
}

/** Who counts waves. Called a few times for each page, never awaited; must not throw. */
export interface WaveProbe {
  /** Something that a live trigger waits for happened. */
  noticed(what: WaveCause['what']): void;
  /** A page of customers was found. */
  lookedUp(customers: number): void;
  /** A wave is done on one shard. */
  worked(tookMs: number): void;
}

/** The waking of all whom one change of the world concerns. JSON. */
export interface Wave {
  /** Also the id of the signal that each of them gets, so that a repeat wakes nobody twice. */
  readonly id: string;
  readonly at: number;
  /** Wall clock. */
  readonly receivedAt: number;
  readonly cause: WaveCause;
  /** Who is in none of them is not looked up. */
  readonly boxes: readonly Bounds[];
}
