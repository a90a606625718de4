import type { Place, Position } from './contract.ts';
import { metresToPlace } from './distance.ts';
import { EARTH_METRES, metresBetween, radians } from './geodesy.ts';

/** A place and how far anything of it is from its centre. */
interface Candidate {
  readonly place: Place;
  readonly reach: number;
}

/** The places of one tag: by the latitude of their centres, and those too large for that. */
interface Tagged {
  readonly byLat: readonly Candidate[];
  readonly large: readonly Candidate[];
}

// With few places above this, a band of latitudes as high as it reaches holds few candidates.
const LARGE_METRES = 20_000;
const NOTHING: Tagged = { byLat: [], large: [] };

/** Finds the nearest place with a tag. */
export class NearestPlaces {
  readonly #places: readonly Place[];
  /** Made when first asked for a tag; most are never asked for. */
  readonly #tagged = new Map<string, Tagged>();
  readonly #tags: ReadonlySet<string>;

  constructor(places: readonly Place[]) {
    this.#places = places;
    this.#tags = new Set(places.flatMap(({ tags }) => tags));
  }

  find(position: Position, tag: string, withinMetres: number): { place: Place; metres: number } | undefined {
    const { byLat, large } = this.#ofTag(tag);
    let best: { place: Place; metres: number } | undefined;
    const look = ({ place, reach }: Candidate) => {
      const bound = best?.metres ?? withinMetres;
      if (metresBetween(position, place.centre) - reach > bound) return;
      const metres = metresToPlace(place, position);
      if (metres < bound || (metres === bound && !best)) best = { place, metres };
    };
    const height = ((withinMetres + LARGE_METRES) / EARTH_METRES / radians(1)) * (1 + 1e-9);
    for (let i = firstFrom(byLat, position.lat - height); i < byLat.length; i++) {
      if (byLat[i]!.place.centre.lat > position.lat + height) break;
      look(byLat[i]!);
    }
    large.forEach(look);
    return best;
  }

  #ofTag(tag: string): Tagged {
    if (!this.#tags.has(tag)) return NOTHING;
    const known = this.#tagged.get(tag);
    if (known) return known;
    const all = this.#places
      .filter(({ tags }) => tags.includes(tag))
      .map((place) => ({ place, reach: reachOf(place) }));
    const tagged = {
      byLat: all.filter(({ reach }) => reach <= LARGE_METRES).sort((a, b) => a.place.centre.lat - b.place.centre.lat),
      large: all.filter(({ reach }) => reach > LARGE_METRES),
    };
    this.#tagged.set(tag, tagged);
    return tagged;
  }
}

/** How far anything of a place is from its centre, rather more than less. */
function reachOf({ shape, centre }: Place): number {
  if (shape.type === 'circle') return shape.radiusMetres;
  if (shape.type === 'corridor') return (farthest(centre, shape.line) + shape.widthMetres / 2) * MORE;
  const points = shape.polygons.flat(2).map(([lon, lat]) => ({ lat, lon }));
  return farthest(centre, points) * MORE;
}

// Between two far corners an edge may bulge.
const MORE = 1.05;

function farthest(from: Position, points: readonly Position[]): number {
  return points.reduce((most, point) => Math.max(most, metresBetween(from, point)), 0);
}

function firstFrom(byLat: readonly Candidate[], lat: number): number {
  let [low, high] = [0, byLat.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byLat[middle]!.place.centre.lat < lat) low = middle + 1;
    else high = middle;
  }
  return low;
}
