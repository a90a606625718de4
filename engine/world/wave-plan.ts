import type { Trigger } from '../../triggers/contract.ts';
import type { Bounds, Place, PlacesIndex } from '../../triggers/places/contract.ts';
import { boundsAround } from '../../triggers/places/geodesy.ts';
import { reachOf } from '../../triggers/places/reach.ts';
import type { Concern, SelectedPlaces } from '../../triggers/world/contract.ts';
import { isSelected } from '../../triggers/world/near.ts';
import { touch } from './areas.ts';
import type { Sighting, WaveCause } from './contract.ts';

/** Boxes of one wave. Where there are more places to be near to, all who are in the area are looked at. */
export const MOST_BOXES = 512;

/** What the live triggers wait for in the world. */
export function concernsOf(triggers: Iterable<Trigger>): readonly Concern[] {
  return [...triggers].flatMap(({ waker }) => waker.concern ?? []);
}

/** Where those are whom a sighting concerns, with those who only may be; nobody else is to be looked up. None: it concerns nobody. */
export function planWave(sighting: Sighting, concerns: readonly Concern[], places: PlacesIndex): readonly Bounds[] {
  const { cause, possible, area } = sighting;
  const concerned = concerns.filter((concern) => possible.some((change) => concern.mayWake(change)));
  if (area && concerned.some(({ near }) => !near)) return [area];
  const boxes = new Map<string, Bounds>();
  for (const { near } of concerned) {
    if (!near) continue;
    for (const place of placesOf(cause, near.places, places.places)) {
      const box = boundsAround(place.centre, reachOf(place) + near.withinMetres);
      if (area && !touch(area, box)) continue;
      boxes.set(`${place.id} ${near.withinMetres}`, area ? within(area, box) : box);
      if (area && boxes.size > MOST_BOXES) return [area];
    }
  }
  return [...boxes.values()];
}

/** The places of a cause, or of the world, that are among the selected. */
function* placesOf(cause: WaveCause, selected: SelectedPlaces, places: ReadonlyMap<string, Place>): Generator<Place> {
  for (const id of namedBy(cause) ?? places.keys()) {
    const place = places.get(id);
    if (place && isSelected(selected, place)) yield place;
  }
}

function namedBy(cause: WaveCause): readonly string[] | undefined {
  if (cause.what === 'weather') return undefined;
  return cause.what === 'stock' ? [cause.place] : cause.places;
}

/** What two boxes have in common; only cut where neither crosses the antimeridian. */
function within(area: Bounds, box: Bounds): Bounds {
  const [south, north] = [Math.max(area.south, box.south), Math.min(area.north, box.north)];
  if (area.west > area.east || box.west > box.east) return { ...box, south, north };
  return { west: Math.max(area.west, box.west), south, east: Math.min(area.east, box.east), north };
}
