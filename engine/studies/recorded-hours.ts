import { LRUCache } from 'lru-cache';
import type { OpeningHours, Place } from '../../triggers/places/contract.ts';
import { nextTurn } from '../../triggers/places/next-turn.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { PlaceTurn, Sighting } from '../world/contract.ts';
import { sightingsOf } from '../world/place-turns.ts';

/** Days that are kept in memory: customers of a recording are at about the same time, and others come again. */
const MOST_DAYS = 32;

/** Computes when places open and close, which no recording needs to hold. */
export interface RecordedHours {
  /** Returns the openings and closings after a time and before another, in order. */
  between(after: number, before: number): Iterable<Sighting>;
}

/** Computes the hours of places day by day, as far as they are asked for. */
export function recordedHours(places: readonly Place[]): RecordedHours {
  const branches = branchesOf(places);
  const days = new LRUCache<number, readonly Sighting[]>({ max: MOST_DAYS });
  const sightingsOn = (day: number) => {
    const known = days.get(day);
    if (known) return known;
    const turns = branches.flatMap((branch) => turnsOn(day, branch)).sort((a, b) => a.at - b.at);
    const sightings = sightingsOf(turns);
    days.set(day, sightings);
    return sightings;
  };
  return {
    *between(after, before) {
      for (let day = Math.floor(after / DAY_MS); day * DAY_MS < before; day++) {
        const sightings = sightingsOn(day);
        for (let i = firstAfter(after, sightings); i < sightings.length && sightings[i]!.at < before; i++) {
          yield sightings[i]!;
        }
      }
    },
  };
}

/** Where those begin that are after a time. */
function firstAfter(at: number, sightings: readonly Sighting[]): number {
  let [low, high] = [0, sightings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sightings[middle]!.at > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Places with the same hours on the same clock. */
interface Branch {
  readonly hours: OpeningHours;
  readonly zone: string;
  readonly places: Place[];
}

function branchesOf(places: readonly Place[]): readonly Branch[] {
  const branches = new Map<string, Branch>();
  for (const place of places) {
    const { hours, zone } = place;
    if (!hours) continue;
    const key = JSON.stringify([hours, zone]);
    const known = branches.get(key);
    if (known) known.places.push(place);
    else branches.set(key, { hours, zone, places: [place] });
  }
  return [...branches.values()];
}

function turnsOn(day: number, { hours, zone, places }: Branch): readonly PlaceTurn[] {
  const turns: PlaceTurn[] = [];
  const end = (day + 1) * DAY_MS;
  let turn = nextTurn(hours, zone, day * DAY_MS - 1);
  while (turn && turn.at < end) {
    for (const place of places) turns.push({ ...turn, place });
    turn = nextTurn(hours, zone, turn.at);
  }
  return turns;
}
