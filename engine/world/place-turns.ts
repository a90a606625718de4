import { bucketOf } from '../../triggers/hash.ts';
import type { PlaceTurn, Sighting } from './contract.ts';

/** The most waves for places that open at one instant. Engines agree on the wave of each place. */
const WAVES_AN_INSTANT = 16;

/** Groups openings and closings of one instant into sightings, with the same ids on every engine. */
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
