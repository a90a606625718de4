import type { Trigger } from '../../triggers/contract.ts';
import type { Bounds, Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { boundsAround } from '../../triggers/places/geodesy.ts';
import { reachOf } from '../../triggers/places/reach.ts';
import { isSelected } from '../../triggers/waking/near.ts';
import type { Concern, Vicinity } from '../../triggers/world/contract.ts';
import { touch } from './areas.ts';
import type { Sighting, WaveCause } from './contract.ts';

/** The most boxes in one wave. With more places to be near to, every customer in the area is looked up. */
export const MOST_BOXES = 512;

/** Returns the concerns of the live triggers. */
export function concernsOf(triggers: Iterable<Trigger>): readonly Concern[] {
  const concerns: Concern[] = [];
  for (const { waker } of triggers) if (waker.concern) concerns.push(waker.concern);
  return concerns;
}

/** Returns the places whose opening or closing a live trigger waits for. */
export function placesAwaited(concerns: readonly Concern[], { places }: PlacesIndex): readonly Place[] {
  const byHours = concerns.filter(({ what }) => what === 'opened' || what === 'closed');
  if (byHours.length === 0) return [];
  return [...places.values()].filter((place) => byHours.some(({ near }) => near && isSelected(near.places, place)));
}

/** Returns the boxes that hold every customer whom a sighting can concern. An empty list: it concerns no customer. */
export function planWave(sighting: Sighting, concerns: readonly Concern[], places: PlacesIndex): readonly Bounds[] {
  const { cause, possible, area } = sighting;
  const concerned = concerns.filter((concern) => possible.some((change) => concern.mayWake(change)));
  if (area && concerned.some(({ near }) => !near)) return [area];
  const boxes = new Map<string, Bounds>();
  for (const { near } of concerned) {
    if (!near) continue;
    for (const [id, box] of cause.what === 'weather' ? boxesOf(near, places) : boxesOfNamed(cause, near, places)) {
      if (area && !touch(area, box)) continue;
      boxes.set(`${id} ${near.withinMetres}`, area ? intersect(area, box) : box);
      if (area && boxes.size > MOST_BOXES) return [area];
    }
  }
  return [...boxes.values()];
}

/** The box around a place, with the place's id. */
type PlaceBox = readonly [id: string, box: Bounds];

/** The boxes around all places that a concern names; computed once while these places are live. */
const surroundings = new WeakMap<PlacesIndex, WeakMap<Vicinity, readonly PlaceBox[]>>();

function boxesOf(near: Vicinity, places: PlacesIndex): readonly PlaceBox[] {
  const known = surroundings.get(places) ?? new WeakMap<Vicinity, readonly PlaceBox[]>();
  surroundings.set(places, known);
  const made = known.get(near) ?? [...places.places.values()].flatMap((place) => boxesAround(place, near));
  known.set(near, made);
  return made;
}

function boxesOfNamed(
  cause: Exclude<WaveCause, { what: 'weather' }>,
  near: Vicinity,
  { places }: PlacesIndex,
): readonly PlaceBox[] {
  const ids = cause.what === 'stock' ? [cause.place] : cause.places;
  return ids.flatMap((id) => {
    const place = places.get(id);
    return place ? boxesAround(place, near) : [];
  });
}

function boxesAround(place: Place, { places, withinMetres }: Vicinity): readonly PlaceBox[] {
  if (!isSelected(places, place)) return [];
  return [[place.id, boundsAround(place.centre, reachOf(place) + withinMetres)]];
}

/** Returns the common part of two boxes. A box that crosses the antimeridian is returned uncut. */
function intersect(area: Bounds, box: Bounds): Bounds {
  const [south, north] = [Math.max(area.south, box.south), Math.min(area.north, box.north)];
  if (area.west > area.east || box.west > box.east) return { ...box, south, north };
  return { west: Math.max(area.west, box.west), south, east: Math.min(area.east, box.east), north };
}
