import type { Place } from '../../triggers/places/contract.ts';

/** A box, degrees, as GeoJSON has it; a west greater than its east crosses the antimeridian. */
export type MapBox = readonly [west: number, south: number, east: number, north: number];

/** A place as a map and a list need it. */
export interface LightPlace {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly shape: Place['shape']['type'];
  readonly centre: readonly [lon: number, lat: number];
  readonly box: MapBox;
  /** The radius of a circle, the width of a corridor. */
  readonly metres?: number;
  /** GeoJSON of an area, or of a corridor's line, where it was asked for; a long one with fewer positions. */
  readonly outline?: unknown;
}

/** Which places a map asks for. */
export interface PlacesAsked {
  readonly box?: MapBox | undefined;
  /** Only ids after this one. */
  readonly after: string;
  readonly most: number;
  readonly hasOutlines: boolean;
}
