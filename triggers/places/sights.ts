import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { InsidePlace } from '../state/movement/contract.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix, Place, Watches } from './contract.ts';
import { type Edges, isDeepIn } from './edge-rule.ts';
import { askedOf, isAsked } from './selectors.ts';

/*
 * A customer counts as inside from the fix that entered to the one that leaves, also through fixes that cannot tell and
 * while there is none. A sight is a fix that found them there. Most often the last fix was one, so only of who was not
 * seen by it is it noted since when.
 */

/**
 * Whether a fix in a place can tell that the customer is there: it is not coarse, or lies as deep in it as it is
 * accurate.
 */
export function isSight(place: Place, fix: Fix, index: Edges): boolean {
  return !isCoarse(fix) || isDeepIn(place, fix, index);
}

/** When a fix last found the customer in a place they are in; undefined: they are not in it. */
export function lastSeenAt({ inside, positionAt }: CustomerState, id: string): number | undefined {
  const here = inside[id];
  return here && (here.seenAt ?? Math.max(here.since, positionAt));
}

/** Notes a sight, and wakes triggers that waited for one after so long; `before` is the time of the last fix. */
export function noteSight(
  state: CustomerState,
  place: Place,
  at: number,
  before: number,
  { sights }: Watches,
  out: Stimulus[],
): void {
  const { seenAt } = state.inside[place.id]!;
  // Most often there is nothing to forget, and then nothing is made that must be collected.
  if (seenAt !== undefined) {
    const { seenAt: _, ...rest } = state.inside[place.id]!;
    state.inside[place.id] = rest;
  }
  if (!isAsked(sights)) return;
  const unseenMs = at - (seenAt ?? before);
  for (const ms of askedOf(sights, place))
    if (unseenMs > ms) out.push({ type: 'seen', place, unseenMs, as: `seen/${ms}ms` });
}

/** Notes that a fix did not find a customer who is in the place; `before` is the time of the last fix. */
export function markUnseen(inside: InsidePlace, before: number): InsidePlace {
  return inside.seenAt === undefined ? { ...inside, seenAt: before } : inside;
}
