import type { Place, Position } from './contract.ts';
import { EARTH_METRES, metresBetween, toRadians } from './geodesy.ts';
import { reachOf } from './reach.ts';

/** Takes a place that may be near enough, and how far away it is at least. */
export type Look = (place: Place, leastMetres: number) => void;

/**
 * Places of about one size, by rows of latitude and in them by longitude: those near a position are beside each other.
 */
export class Rows {
  /** How far the largest reaches from its centre. */
  readonly #reach: number;
  readonly #rowDegrees: number;
  readonly #starts: Int32Array;
  readonly #places: readonly Place[];
  readonly #lons: Float64Array;
  readonly #lats: Float64Array;
  readonly #reaches: Float64Array;

  constructor(places: readonly Place[]) {
    this.#reach = places.reduce((most, place) => Math.max(most, reachOf(place)), 0);
    this.#rowDegrees = Math.max(LEAST_ROW_DEGREES, (2 * this.#reach) / METRES_PER_DEGREE);
    const rows = Math.ceil(180 / this.#rowDegrees) + 1;
    const sorted = Array.from({ length: rows }, (): Place[] => []);
    for (const place of places) sorted[this.#rowOf(place.centre.lat)]!.push(place);
    for (const row of sorted) row.sort((a, b) => a.centre.lon - b.centre.lon);
    this.#starts = new Int32Array(rows + 1);
    sorted.forEach((row, i) => {
      this.#starts[i + 1] = this.#starts[i]! + row.length;
    });
    this.#places = sorted.flat();
    this.#lons = Float64Array.from(this.#places, ({ centre }) => centre.lon);
    this.#lats = Float64Array.from(this.#places, ({ centre }) => centre.lat);
    this.#reaches = Float64Array.from(this.#places, reachOf);
  }

  /** Looks at every place that may be within a distance. */
  near(position: Position, metres: number, look: Look): void {
    const { lat, lon } = position;
    const high = ((metres + this.#reach) / METRES_PER_DEGREE) * MORE;
    const first = this.#rowOf(Math.max(-90, lat - high));
    const last = this.#rowOf(Math.min(90, lat + high));
    const narrowest = Math.cos(toRadians(Math.min(90, Math.abs(lat) + high)));
    const wide = narrowest * 180 > high ? high / narrowest : 180;
    for (let row = first; row <= last; row++) {
      if (wide >= 180) {
        this.#look(row, -180, 180, position, metres, look);
        continue;
      }
      this.#look(row, lon - wide, lon + wide, position, metres, look);
      if (lon - wide < -180) this.#look(row, lon - wide + 360, 180, position, metres, look);
      if (lon + wide > 180) this.#look(row, -180, lon + wide - 360, position, metres, look);
    }
  }

  #look(row: number, west: number, east: number, position: Position, metres: number, look: Look): void {
    const [lons, lats, reaches] = [this.#lons, this.#lats, this.#reaches];
    const end = this.#starts[row + 1]!;
    for (let i = firstFrom(lons, west, this.#starts[row]!, end); i < end && lons[i]! <= east; i++) {
      const most = metres + reaches[i]!;
      if (Math.abs(lats[i]! - position.lat) * METRES_PER_DEGREE > most * MORE) continue;
      const place = this.#places[i]!;
      const least = metresBetween(position, place.centre) - reaches[i]!;
      if (least <= metres) look(place, least);
    }
  }

  #rowOf(lat: number): number {
    return Math.floor((lat + 90) / this.#rowDegrees);
  }
}

const LEAST_ROW_DEGREES = 0.02;
const METRES_PER_DEGREE = toRadians(1) * EARTH_METRES;
// What rounding may take.
const MORE = 1 + 1e-9;

function firstFrom(sorted: Float64Array, least: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
