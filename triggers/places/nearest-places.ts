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

/** A place that may be near enough, and how near at best. */
interface Near {
  readonly place: Place;
  readonly least: number;
}

// With few places above this, a band of latitudes as high as it reaches holds few candidates.
const LARGE_METRES = 3_000;
const METRES_PER_DEGREE = radians(1) * EARTH_METRES;
const NOTHING: Tagged = { byLat: [], large: [] };

/** Finds the nearest place with a tag, and all that are near. */
export class NearestPlaces {
  readonly #places: readonly Place[];
  /** Made when first asked for a tag; most are never asked for. */
  readonly #tagged = new Map<string | undefined, Tagged>();

  constructor(places: readonly Place[]) {
    this.#places = places;
  }

  find(position: Position, tag: string, withinMetres: number): { place: Place; metres: number } | undefined {
    let best: { place: Place; metres: number } | undefined;
    for (const { place, least } of this.#near(position, tag, withinMetres)) {
      if (best && least > best.metres) break;
      const metres = metresToPlace(place, position);
      if (metres <= withinMetres && (!best || metres < best.metres)) best = { place, metres };
    }
    return best;
  }

  /** All of them within a distance, nearest first; of any tag when none is given. */
  within(position: Position, withinMetres: number, tag?: string): readonly { place: Place; metres: number }[] {
    return this.#near(position, tag, withinMetres)
      .map(({ place }) => ({ place, metres: metresToPlace(place, position) }))
      .filter(({ metres }) => metres <= withinMetres)
      .sort((a, b) => a.metres - b.metres || (a.place.id < b.place.id ? -1 : 1));
  }

  /** What may be near enough, by how near it is at best. */
  #near(position: Position, tag: string | undefined, withinMetres: number): readonly Near[] {
    const { byLat, large } = this.#ofTag(tag);
    const near: Near[] = [];
    const look = (candidate: Candidate) => {
      if (isFarAside(position, candidate, withinMetres)) return;
      const least = metresBetween(position, candidate.place.centre) - candidate.reach;
      if (least <= withinMetres) near.push({ place: candidate.place, least });
    };
    const height = ((withinMetres + LARGE_METRES) / METRES_PER_DEGREE) * (1 + 1e-9);
    for (let i = firstFrom(byLat, position.lat - height); i < byLat.length; i++) {
      if (byLat[i]!.place.centre.lat > position.lat + height) break;
      look(byLat[i]!);
    }
    large.forEach(look);
    return near.sort((a, b) => a.least - b.least);
  }

  #ofTag(tag: string | undefined): Tagged {
    const known = this.#tagged.get(tag);
    if (known) return known;
    const all = this.#places
      .filter(({ tags }) => tag === undefined || tags.includes(tag))
      .map((place) => ({ place, reach: reachOf(place) }));
    // A tag that nobody has is not remembered: names may come from anywhere.
    if (all.length === 0) return NOTHING;
    const tagged = {
      byLat: all.filter(({ reach }) => reach <= LARGE_METRES).sort((a, b) => a.place.centre.lat - b.place.centre.lat),
      large: all.filter(({ reach }) => reach > LARGE_METRES),
    };
    this.#tagged.set(tag, tagged);
    return tagged;
  }
}

/** Whether a place is too far east or west: a quick look before the distance is worked out. Not taken over the antimeridian. */
function isFarAside({ lat, lon }: Position, { place: { centre }, reach }: Candidate, withinMetres: number): boolean {
  const apart = Math.abs(centre.lon - lon);
  const highest = Math.max(Math.abs(lat), Math.abs(centre.lat));
  if (apart > 10 || highest > 80) return false;
  return apart * Math.cos(radians(highest)) * METRES_PER_DEGREE * 0.9 > withinMetres + reach;
}

/** How far anything of a place is from its centre, rather more than less. */
export function reachOf({ shape, centre }: Place): number {
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
