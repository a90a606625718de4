import { sortInSlices } from '../slices/sort-in-slices.ts';
import type { Place, Position } from './contract.ts';
import { metresToItem, metresToItemEdge } from './edge-distance.ts';
import { isValid } from './edge-rule.ts';
import { type Geometry, geometryInSlices, POLYGON } from './geometry.ts';
import { gridInSlices } from './grid/build.ts';
import { GridLookup } from './grid/lookup.ts';
import { GridWays } from './grid/ways.ts';
import { NearPlaces } from './near-places.ts';
import type { Look } from './rows.ts';

/** Called with each item that was found. */
const TAKE = 0;
const LOOK_TWICE = 1;
const GONE = 2;

/** Items handled in one slice. */
const SLICE = 128;

interface LayerParts {
  /** Of each place there was when the grid was built: its first item. */
  readonly firstOf: ReadonlyMap<Place, number>;
  /** How many of them have not gone. */
  readonly size: number;
  readonly geometry: Geometry;
  readonly lookup: GridLookup;
  readonly ways: GridWays;
  readonly near: NearPlaces;
  /** Of each item. */
  readonly placeOf: readonly Place[];
  readonly care: Uint8Array;
  /** Items with a point at a pole, which is the same point at every longitude. */
  readonly touching: { readonly [lat: number]: readonly number[] };
}

/** Which places are looked for: within a distance, with a tag, valid at a time. */
export interface PlaceQuery {
  readonly withinMetres: number;
  readonly tag: string | undefined;
  readonly at: number | undefined;
}

/** A grid over some places, of which some may since have gone. */
export class Layer {
  /** How many there are, and were when the grid was built. */
  readonly size: number;
  readonly sizeBuilt: number;
  readonly #parts: LayerParts;

  /** Builds the grid. */
  static *over(given: Iterable<Place>): Generator<void, Layer> {
    // Items have the order of places: in order of their numbers is in order of ids.
    const places = yield* sortInSlices(shapedOf(given), comparePlaceIds);
    const geometry = yield* geometryInSlices(places);
    const { kind, place } = geometry;
    const firstOf = new Map<Place, number>();
    const placeOf: Place[] = [];
    const care = new Uint8Array(kind.length);
    const touching: Record<number, number[]> = { 90: [], [-90]: [] };
    for (let item = 0; item < kind.length; item++) {
      if (item % SLICE === 0) yield;
      const of = places[place[item]!]!;
      placeOf.push(of);
      care[item] = careFor(of);
      if (!firstOf.has(of)) firstOf.set(of, item);
      for (const lat of [90, -90]) if (itemTouches(geometry, item, lat)) touching[lat]!.push(item);
    }
    const grid = yield* gridInSlices(geometry);
    const lookup = new GridLookup(geometry, grid);
    const ways = new GridWays(geometry, grid, lookup);
    const near = new NearPlaces(places);
    return new Layer({ firstOf, size: places.length, geometry, lookup, ways, near, placeOf, care, touching });
  }

  private constructor(parts: LayerParts) {
    this.size = parts.size;
    this.sizeBuilt = parts.firstOf.size;
    this.#parts = parts;
  }

  /** Whether a place is here, and has not gone. */
  has(place: Place): boolean {
    const item = this.#parts.firstOf.get(place);
    return item !== undefined && this.#parts.care[item] !== GONE;
  }

  /** Those that have not gone. */
  places(): readonly Place[] {
    return [...this.#parts.firstOf.keys()].filter((place) => this.has(place));
  }

  /** The same grid without these of its places; this one when it holds none of them. */
  without(places: Iterable<Place>): Layer {
    const { placeOf, firstOf } = this.#parts;
    const care = this.#parts.care.slice();
    let { size } = this;
    for (const place of places) {
      if (!this.has(place)) continue;
      size--;
      for (let item = firstOf.get(place)!; placeOf[item] === place; item++) care[item] = GONE;
    }
    return size === this.size ? this : new Layer({ ...this.#parts, size, care });
  }

  /** By id, so that the order does not depend on how and when the grid was built. */
  holding(lat: number, lon: number, at: number): readonly Place[] {
    const { lookup, placeOf, care } = this.#parts;
    if (!(lat > -90 && lat < 90 && lon >= -180 && lon <= 180)) return this.#holdingAtPole(lat, lon, at);
    lookup.find(lon, lat);
    const { count, items } = lookup;
    if (count === 0) return NONE;
    if (count > 1) sortFirst(items, count);
    const found = new Array<Place>(count);
    let length = 0;
    for (let i = 0; i < count; i++) {
      const item = items[i]!;
      const place = placeOf[item]!;
      if (care[item] !== TAKE && !isWanted(care[item]!, place, at, found)) continue;
      found[length++] = place;
    }
    found.length = length;
    return found;
  }

  /** See `PlacesIndex.along`. */
  along(from: Position, to: Position, at: number, mostMetres: number): readonly Place[] {
    const { ways, placeOf, care } = this.#parts;
    ways.find(from, to, mostMetres);
    if (ways.count === 0) return NONE;
    const found: Place[] = [];
    for (const item of ways.items.subarray(0, ways.count)) {
      if (isWanted(Math.max(LOOK_TWICE, care[item]!), placeOf[item]!, at, found)) found.push(placeOf[item]!);
    }
    return found;
  }

  /** Looks at every place that may be near enough, in no order. */
  near(position: Position, { withinMetres, tag, at }: PlaceQuery, look: Look): void {
    const { near } = this.#parts;
    near.near(position, withinMetres, tag, (place, least) => {
      if (this.has(place) && (at === undefined || isValid(place, at))) look(place, least);
    });
  }

  /**
   * How far a position is from a place, 0 inside, or from its edge; infinite when further than `most`, or when it is
   * not here.
   */
  metres(to: 'place' | 'edge', place: Place, position: Position, most: number): number {
    const { geometry, placeOf, firstOf } = this.#parts;
    let least = Number.POSITIVE_INFINITY;
    for (let item = firstOf.get(place) ?? placeOf.length; placeOf[item] === place; item++) {
      const isLong = geometry.to[item]! - geometry.from[item]! > MANY_EDGES && Math.abs(position.lat) < 90;
      if (to === 'edge') least = Math.min(least, metresToItemEdge(geometry, item, position, most));
      else if (!isLong) least = Math.min(least, metresToItem(geometry, item, position, most));
      else if (this.#finds(item, position)) return 0;
      else least = Math.min(least, metresToItemEdge(geometry, item, position, most));
    }
    return least;
  }

  /** Whether an item holds a position, by the grid: however many edges it has. */
  #finds(item: number, { lat, lon }: Position): boolean {
    const { lookup } = this.#parts;
    lookup.find(lon, lat);
    return lookup.items.subarray(0, lookup.count).includes(item);
  }

  /** A pole is one point on the ground and many on the map. What is no position is nowhere. */
  #holdingAtPole(lat: number, lon: number, at: number): readonly Place[] {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return NONE;
    const { lookup, placeOf, care, touching } = this.#parts;
    lookup.find(lon, lat);
    const found: Place[] = [];
    for (const item of [...lookup.items.subarray(0, lookup.count), ...(touching[lat] ?? [])]) {
      if (isWanted(Math.max(LOOK_TWICE, care[item]!), placeOf[item]!, at, found)) found.push(placeOf[item]!);
    }
    return found.sort(comparePlaceIds);
  }
}

/** No position is in a place with beacons. */
function* shapedOf(places: Iterable<Place>): Generator<Place> {
  for (const place of places) if (place.shape.type !== 'point') yield place;
}

/** Puts places in order of their ids. */
export function comparePlaceIds(a: Place, b: Place): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** With more edges than this it costs less to look into the grid than at each of them. */
const MANY_EDGES = 128;
const NONE: readonly Place[] = Object.freeze([]);

/** Sorts the first numbers; they are few. */
function sortFirst(numbers: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const number = numbers[i]!;
    let to = i;
    for (; to > 0 && numbers[to - 1]! > number; to--) numbers[to] = numbers[to - 1]!;
    numbers[to] = number;
  }
}

function careFor({ shape, validFrom, validTo }: Place): number {
  const isSeveral = shape.type === 'polygon' && shape.polygons.length > 1;
  return isSeveral || validFrom !== undefined || validTo !== undefined ? LOOK_TWICE : TAKE;
}

function isWanted(care: number, place: Place, at: number, found: readonly Place[]): boolean {
  return care !== GONE && !found.includes(place) && isValid(place, at);
}

function itemTouches({ kind, from, to, xy }: Geometry, item: number, lat: number): boolean {
  if (kind[item] !== POLYGON) return false;
  for (let part = from[item]!; part < to[item]!; part++) if (xy[2 * part + 1] === lat) return true;
  return false;
}
