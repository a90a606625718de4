import type { Place, Position } from './contract.ts';
import { reachOf } from './reach.ts';
import { type Look, Rows } from './rows.ts';

// Small places are looked for close by, however large others are.
const SIZES_METRES = [300, 1_500, 6_000, 25_000, 100_000, Number.POSITIVE_INFINITY];

/** Finds the places near a position: all of them, or those with a tag. What is asked for first is made then. */
export class NearPlaces {
  readonly #places: readonly Place[];
  readonly #tagged = new Map<string, readonly Rows[]>();
  #all: readonly Rows[] | undefined;

  constructor(places: readonly Place[]) {
    this.#places = places;
  }

  /** Looks at every place whose edge may be within a distance, in no order. */
  near(position: Position, metres: number, tag: string | undefined, look: Look): void {
    for (const rows of this.#rowsOf(tag)) rows.near(position, metres, look);
  }

  #rowsOf(tag: string | undefined): readonly Rows[] {
    if (tag === undefined) {
      this.#all ??= bySize(this.#places);
      return this.#all;
    }
    const known = this.#tagged.get(tag);
    if (known) return known;
    const rows = bySize(this.#places.filter(({ tags }) => tags.includes(tag)));
    // An unused tag is not remembered: names may come from anywhere.
    if (rows.length > 0) this.#tagged.set(tag, rows);
    return rows;
  }
}

function bySize(places: readonly Place[]): readonly Rows[] {
  return SIZES_METRES.map((most, i) =>
    places.filter((place) => reachOf(place) <= most && (i === 0 || reachOf(place) > SIZES_METRES[i - 1]!)),
  )
    .filter(({ length }) => length > 0)
    .map((share) => new Rows(share));
}
