import type { Place, PlacesIndex, Position } from './contract.ts';
import { type Geometry, geometryOf, POLYGON } from './geometry.ts';
import { buildGrid } from './grid-build.ts';
import { GridLookup } from './grid-lookup.ts';
import { NearestPlaces } from './nearest-places.ts';

/** Builds the index over places. Takes seconds for 100,000 of them; a lookup then takes about a microsecond. */
export function buildPlacesIndex(places: readonly Place[]): PlacesIndex {
  return new GridIndex(places);
}

class GridIndex implements PlacesIndex {
  readonly places: ReadonlyMap<string, Place>;
  /** Of each item. */
  readonly #placeOf: readonly Place[];
  readonly #geometry: Geometry;
  readonly #lookup: GridLookup;
  readonly #nearest: NearestPlaces;
  /** Of each item: whether its place may be found twice or is valid for a time only. */
  readonly #needsCare: Uint8Array;
  /** Polygons with a point at a pole, which is the same point at every longitude. */
  readonly #touching: { readonly [lat: number]: readonly number[] };

  constructor(places: readonly Place[]) {
    this.places = new Map(places.map((place) => [place.id, place]));
    this.#geometry = geometryOf(places);
    this.#lookup = new GridLookup(this.#geometry, buildGrid(this.#geometry));
    this.#placeOf = Array.from(this.#geometry.place, (place) => places[place]!);
    this.#needsCare = Uint8Array.from(this.#placeOf, (place) => (needsCare(place) ? 1 : 0));
    this.#nearest = new NearestPlaces(places);
    this.#touching = { 90: itemsTouching(this.#geometry, 90), [-90]: itemsTouching(this.#geometry, -90) };
  }

  holding({ lat, lon }: Position, at: number): readonly Place[] {
    const lookup = this.#lookup;
    if (!(lat > -90 && lat < 90 && lon >= -180 && lon <= 180)) return this.#holdingAtPole(lat, lon, at);
    lookup.find(lon, lat);
    const { count, items } = lookup;
    if (count === 0) return NONE;
    const found = new Array<Place>(count);
    let length = 0;
    for (let i = 0; i < count; i++) {
      const item = items[i]!;
      const place = this.#placeOf[item]!;
      if (this.#needsCare[item] === 1 && (!isValid(place, at) || found.includes(place))) continue;
      found[length++] = place;
    }
    found.length = length;
    return found;
  }

  nearest(position: Position, tag: string, withinMetres: number): { place: Place; metres: number } | undefined {
    return this.#nearest.find(position, tag, withinMetres);
  }

  /** A pole is one point on the ground and many on the map. What is no position is nowhere. */
  #holdingAtPole(lat: number, lon: number, at: number): readonly Place[] {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return NONE;
    const found = new Set<Place>();
    const take = (item: number) => {
      const place = this.#placeOf[item]!;
      if (isValid(place, at)) found.add(place);
    };
    this.#lookup.find(lon, lat);
    this.#lookup.items.subarray(0, this.#lookup.count).forEach(take);
    this.#touching[lat]?.forEach(take);
    return [...found];
  }
}

const NONE: readonly Place[] = Object.freeze([]);

function isValid({ validFrom, validTo }: Place, at: number): boolean {
  return (validFrom === undefined || at >= validFrom) && (validTo === undefined || at < validTo);
}

function needsCare({ shape, validFrom, validTo }: Place): boolean {
  const isSeveral = shape.type === 'polygon' && shape.polygons.length > 1;
  return isSeveral || validFrom !== undefined || validTo !== undefined;
}

function itemsTouching({ kind, from, to, xy }: Geometry, lat: number): readonly number[] {
  const items: number[] = [];
  for (let item = 0; item < kind.length; item++) {
    if (kind[item] !== POLYGON) continue;
    let touches = false;
    for (let part = from[item]!; part < to[item]! && !touches; part++) touches = xy[2 * part + 1] === lat;
    if (touches) items.push(item);
  }
  return items;
}
