import { finish } from '../slices/finish.ts';
import { differences, type Patch } from '../slices/patch-map.ts';
import { editBeacons, findBeacons, type PlacesByBeacon, placesWithBeacon } from './beacon-index.ts';
import type { NearbyPlace, Place, PlacesIndex, Position } from './contract.ts';
import { isValid } from './edge-rule.ts';
import { metresBetween } from './geodesy.ts';
import { comparePlaceIds, Layer } from './layer.ts';
import { NearPlaces } from './near-places.ts';
import { nearestOf, nearOf } from './nearest-of.ts';

/**
 * Builds the index over places: about 50 µs a place; a lookup then takes about a microsecond. With the index there was
 * `before`, only what changed is built, as long as that is little: unchanged places are the same objects.
 */
export function buildPlacesIndex(places: readonly Place[], before?: PlacesIndex): PlacesIndex {
  const byId = new Map(places.map((place) => [place.id, place]));
  return finish(before ? editPlacesIndex(before, byId, finish(differences(before.places, byId))) : indexInSlices(byId));
}

/** Builds it in slices of a fraction of a millisecond; a place with very many points is one slice. */
export function* indexInSlices(places: ReadonlyMap<string, Place>): Generator<void, PlacesIndex> {
  const base = yield* Layer.over(places.values());
  return new LayeredIndex(places, base, undefined, yield* findBeacons(places.values()));
}

/** The index over `places`, which are those of `before` after a change, at the cost of the change. */
export function* editPlacesIndex(
  before: PlacesIndex,
  places: ReadonlyMap<string, Place>,
  changed: Patch<Place>,
): Generator<void, PlacesIndex> {
  const next = before instanceof LayeredIndex ? yield* before.edited(places, changed) : undefined;
  return next ?? (yield* indexInSlices(places));
}

// A change of more than this, or a share of all, builds everything anew.
const MOST_IN_TAIL = 500;
const MOST_SHARE = 0.02;

// There a way of a kilometre leaves its straight line on the map by a metre.
const MOST_LATITUDE = 89;
const NONE: readonly Place[] = Object.freeze([]);

/** Most places lie in the base; those that were changed since it was built lie in the tail. */
class LayeredIndex implements PlacesIndex {
  readonly places: ReadonlyMap<string, Place>;
  readonly #base: Layer;
  readonly #tail: Layer | undefined;
  readonly #beacons: PlacesByBeacon;
  /** Made when it is first asked for. */
  #nearBeacons: NearPlaces | undefined;

  constructor(places: ReadonlyMap<string, Place>, base: Layer, tail: Layer | undefined, beacons: PlacesByBeacon) {
    this.places = places;
    this.#base = base;
    this.#tail = tail;
    this.#beacons = beacons;
  }

  /** Undefined: so much has changed that it is better built anew. */
  *edited(places: ReadonlyMap<string, Place>, changed: Patch<Place>): Generator<void, LayeredIndex | undefined> {
    const most = Math.max(MOST_IN_TAIL, MOST_SHARE * places.size);
    if (changed.size > 2 * most) return undefined;
    const gone = [...changed.keys()].flatMap((id) => this.places.get(id) ?? []);
    const base = this.#base.without(gone);
    const added = [...changed.values()].filter((place) => place !== undefined);
    const tail = [...(this.#tail?.without(gone).places() ?? []), ...added];
    if (tail.length > most || base.sizeBuilt - base.size > most) return undefined;
    const tailLayer = tail.length > 0 ? yield* Layer.over(tail) : undefined;
    return new LayeredIndex(places, base, tailLayer, editBeacons(this.#beacons, gone, added));
  }

  holding({ lat, lon }: Position, at: number): readonly Place[] {
    const found = this.#base.holding(lat, lon, at);
    const changed = this.#tail?.holding(lat, lon, at);
    if (changed === undefined || changed.length === 0) return found;
    return [...found, ...changed].sort(comparePlaceIds);
  }

  nearest(position: Position, tag: string | undefined, withinMetres: number, at?: number): NearbyPlace | undefined {
    return nearestOf(this.#layers, position, { withinMetres, tag, at });
  }

  within(position: Position, withinMetres: number, tag?: string, at?: number): readonly NearbyPlace[] {
    return nearOf(this.#layers, position, { withinMetres, tag, at });
  }

  along(from: Position, to: Position, at: number, mostMetres: number): readonly Place[] {
    // Near a pole a way is no straight line on the map.
    if (Math.abs(from.lat) > MOST_LATITUDE)
      return this.within(from, metresBetween(from, to), undefined, at).map(({ place }) => place);
    const found = this.#base.along(from, to, at, mostMetres);
    const changed = this.#tail?.along(from, to, at, mostMetres);
    return changed === undefined || changed.length === 0 ? found : [...found, ...changed];
  }

  beaconsWithin(position: Position, withinMetres: number, at: number): readonly NearbyPlace[] {
    if (this.#beacons.size === 0) return [];
    this.#nearBeacons ??= new NearPlaces([...new Set([...this.#beacons.values()].flat())]);
    const found: NearbyPlace[] = [];
    this.#nearBeacons.near(position, withinMetres, undefined, (place, metres) => {
      if (isValid(place, at)) found.push({ place, metres });
    });
    return found.sort((a, b) => a.metres - b.metres || comparePlaceIds(a.place, b.place));
  }

  withBeacon(names: readonly string[]): readonly Place[] {
    return this.#beacons.size === 0 ? NONE : placesWithBeacon(this.#beacons, names);
  }

  metresTo(place: Place, position: Position, most = Number.POSITIVE_INFINITY): number {
    return this.#layerOf(place).metres('place', place, position, most);
  }

  metresToEdge(place: Place, position: Position, most: number): number {
    return this.#layerOf(place).metres('edge', place, position, most);
  }

  get #layers(): readonly Layer[] {
    return this.#tail ? [this.#base, this.#tail] : [this.#base];
  }

  #layerOf(place: Place): Layer {
    return this.#tail?.has(place) ? this.#tail : this.#base;
  }
}
