import type { Problem } from '../../triggers/contract.ts';
import type { Place, Position } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { offsetMsOf } from '../../triggers/time/zone-offsets.ts';
import { zoneAt } from '../zone-at.ts';
import type { Document, Live } from './contract.ts';

/** A place with no other one nearer is far from all of them; swapped it would lie with those that are so near. */
const FAR_METRES = 1_000_000;
const NEAR_METRES = 300_000;
/** One other place may be the one that is swapped. */
const LEAST_NEAR = 2;
/** Of one publish: places that are asked about, and those that are looked at beside all others. */
const MOST_ASKED = 10_000;
const MOST_SUSPECTS = 100;

interface Suspect {
  readonly source: string;
  readonly swapped: Position;
  /** Whether the zone of the workspace says so; else other places may. */
  readonly isByZone: boolean;
}

/**
 * Places that were probably drawn as [latitude, longitude]: they lie in another part of the world than the workspace
 * and than all other places, and swapped they would lie with them. Unlike most warnings this one may be wrong; a place
 * that says its zone has none.
 */
export function* findSwappedPlaces(documents: readonly Document[], live: Live): Generator<void, readonly Problem[]> {
  const suspects = new Map<Place, Suspect>();
  let asked = 0;
  for (const { kind, name, source, body } of documents) {
    const place = kind === 'place' ? live.place.get(name) : undefined;
    if (!place || saysZone(body) || fitsZone(place.zone, live.workspace.zone)) continue;
    if (++asked > MOST_ASKED || suspects.size === MOST_SUSPECTS) break;
    if (asked % 32 === 0) yield;
    const swapped = { lat: place.centre.lon, lon: place.centre.lat };
    if (Math.abs(swapped.lat) > 90 || metresBetween(place.centre, swapped) < FAR_METRES) continue;
    const isByZone = fitsZone(zoneAt(swapped.lat, swapped.lon), live.workspace.zone);
    if (isByZone || live.places.nearest(swapped, undefined, NEAR_METRES)) {
      suspects.set(place, { source, swapped, isByZone });
    }
  }
  const warnings: Problem[] = [];
  for (const [place, { source, swapped }] of suspects) {
    yield;
    if (!isOutOfPlace(place, live.place.values(), suspects)) continue;
    const would = zoneAt(swapped.lat, swapped.lon);
    const expected = `positions as [longitude, latitude]: as given it lies in ${place.zone}, far from everything else; swapped it would lie in ${would}. Where it is right, say its zone`;
    warnings.push({ source, path: 'geometry.coordinates', expected });
  }
  return warnings;
}

function saysZone(body: unknown): boolean {
  return (body as { readonly properties?: { readonly zone?: unknown } }).properties?.zone !== undefined;
}

/** On the same continent, with the same clock in January and in July. `UTC` is nowhere. */
function fitsZone(zone: string | undefined, home: string): boolean {
  if (zone === undefined || !home.includes('/')) return false;
  const isSameContinent = zone.split('/')[0] === home.split('/')[0];
  return zone === home || (isSameContinent && HALVES.every((at) => offsetMsOf(zone, at) === offsetMsOf(home, at)));
}

const HALVES = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/**
 * Far from all others as given; and swapped in the zone of the workspace, or near some. A whole file may be swapped.
 */
function isOutOfPlace(place: Place, all: Iterable<Place>, suspects: ReadonlyMap<Place, Suspect>): boolean {
  const { swapped, isByZone } = suspects.get(place)!;
  let near = 0;
  for (const other of all) {
    if (other === place || (isByZone && suspects.get(other)?.isByZone)) continue;
    if (metresBetween(other.centre, place.centre) < FAR_METRES) return false;
    if (!isByZone && metresBetween(other.centre, swapped) < NEAR_METRES) near++;
  }
  return isByZone || near >= LEAST_NEAR;
}
