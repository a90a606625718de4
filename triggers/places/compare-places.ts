import { squareMetresOf } from './area.ts';
import type { Place, Position } from './contract.ts';
import { metresBetween } from './geodesy.ts';

/** How high or low the attribute `priority` of a place may be. */
export const MOST_PRIORITY = 1_000;

/**
 * Which of several places a trigger would rather speak of: that of the higher attribute `priority` (none is 0), then
 * the smaller one, then that whose middle is nearer to the customer, then by id. Negative: the first.
 */
export function comparePlaces(a: Place | undefined, b: Place | undefined, here: Position | undefined): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  const metres = (place: Place) => (here ? metresBetween(here, place.centre) : 0);
  return (
    priorityOf(b) - priorityOf(a) ||
    squareMetresOf(a) - squareMetresOf(b) ||
    metres(a) - metres(b) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function priorityOf({ attributes: { priority } }: Place): number {
  return typeof priority === 'number' ? priority : 0;
}
