import type { Place } from './contract.ts';

/** The places of each name of a beacon; those without beacons are in none. */
export type PlacesByBeacon = ReadonlyMap<string, readonly Place[]>;

/** Places looked at in one slice. */
const SLICE = 1_024;

/** Finds the places with beacons, yielding between slices of a fraction of a millisecond. */
export function* findBeacons(places: Iterable<Place>): Generator<void, PlacesByBeacon> {
  const found: Place[] = [];
  let looked = 0;
  for (const place of places) {
    if (++looked % SLICE === 0) yield;
    if (place.beacons) found.push(place);
  }
  return file(found);
}

/** Returns them without some places and with others; the same ones where none of these has beacons. */
export function editBeacons(before: PlacesByBeacon, gone: readonly Place[], added: readonly Place[]): PlacesByBeacon {
  if (![...gone, ...added].some(({ beacons }) => beacons)) return before;
  const left = new Set([...before.values()].flat());
  for (const place of gone) left.delete(place);
  return file([...left, ...added.filter(({ beacons }) => beacons)]);
}

/** Returns the places that one of these names belongs to, each once. */
export function placesWithBeacon(index: PlacesByBeacon, names: readonly string[]): readonly Place[] {
  const found = names.flatMap((name) => index.get(name) ?? []);
  return found.length < 2 ? found : [...new Set(found)];
}

function file(places: readonly Place[]): PlacesByBeacon {
  const index = new Map<string, Place[]>();
  for (const place of places) {
    for (const name of place.beacons!.names) {
      const share = index.get(name);
      if (share) share.push(place);
      else index.set(name, [place]);
    }
  }
  return index;
}
