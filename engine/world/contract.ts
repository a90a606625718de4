import type { Weather } from '../../triggers/contract.ts';
import type { Position } from '../../triggers/places/contract.ts';

/** Somebody who knows the present weather. */
export interface WeatherProvider {
  readonly name: string;
  /**
   * The weather at each position, in order; undefined where there is none. Rejects when nobody answers in time, or when the signal
   * aborts.
   */
  fetch(positions: readonly Position[], signal: AbortSignal): Promise<readonly (Weather | undefined)[]>;
}

/** A circle, or a box; a west greater than the east crosses the antimeridian. */
export type Area =
  | { readonly lat: number; readonly lon: number; readonly radiusMetres: number }
  | { readonly west: number; readonly south: number; readonly east: number; readonly north: number };

/** Weather that somebody pushed for an area: true there from a time until another. */
export interface AreaWeather {
  /** Of the signal that brought it. */
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly area: Area;
  readonly weather: Weather;
}

/** Weather that a provider told, for one cell. */
export interface CellWeather {
  readonly weather: Weather;
  /** On the engine's clock. */
  readonly fetchedAt: number;
}
