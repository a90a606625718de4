import { bucketOf } from '../../triggers/hash.ts';
import type { Place } from '../../triggers/places/contract.ts';
import type { Turn } from '../../triggers/places/next-turn.ts';
import type { Sighting } from './contract.ts';

/** Places that open at one instant go out in so many waves at most: engines agree which place goes in which. */
const WAVES_AN_INSTANT = 16;

/** What a place does at an instant. */
export interface PlaceTurn extends Turn {
  readonly place: Place;
}

/** Turns as what happened in the world, those of one instant together; the same whoever tells of it. */
export function sightingsOf(due: readonly PlaceTurn[]): readonly Sighting[] {
  const groups = new Map<string, PlaceTurn[]>();
  for (const turn of due) {
    const id = `${turn.what}:${turn.at}:${bucketOf(turn.place.id, WAVES_AN_INSTANT)}`;
    const group = groups.get(id);
    if (group) group.push(turn);
    else groups.set(id, [turn]);
  }
  return Array.from(groups, ([id, turns]) => {
    const { what, at } = turns[0]!;
    const change = { what, places: turns.map(({ place }) => place.id) };
    return { id, at, cause: change, possible: [change] };
  });
}
