import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { firstLeft } from './confirmations.ts';
import type { Fix, Place, PlacesIndex, Stretch, TimedFix, Watches } from './contract.ts';
import { marginOf } from './edge-rule.ts';
import { forget } from './movement.ts';
import { type Passage, passageThrough } from './passing.ts';
import { isAskedOf } from './selectors.ts';
import { beginVisit, endVisit } from './visits.ts';
import { wayOf } from './way.ts';

/**
 * Enters the places that the way from the last fix leads through, deep enough for its errors, and that its ends did not
 * enter. A customer who is outside again by more than a margin at its end has left again. `along` are the places that
 * it may lead through, `holding` those at its end, as far as the customer may not be in them; `stimuli` is what this
 * fix has told so far: what it left is not entered by the same way.
 */
export function passAll(
  state: CustomerState,
  along: readonly Place[],
  holding: readonly Place[],
  stretch: Stretch,
  wasAtRest: boolean,
  index: PlacesIndex,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const places = along.filter((place) => isOpen(state, place, stimuli));
  for (const place of holding) if (!state.inside[place.id] && !places.includes(place)) places.push(place);
  const way = places.length > 0 ? wayOf(stretch, wasAtRest) : undefined;
  if (!way) return;
  for (const place of places) {
    const passage = passageThrough(place, way, index);
    if (passage) pass(state, place, passage, stretch.to, isOutside(place, stretch.to, index), watches, stimuli);
  }
}

/** Whether the customer is not in a place, and did not leave it with this fix. */
function isOpen(state: CustomerState, place: Place, stimuli: readonly Stimulus[]): boolean {
  return !state.inside[place.id] && !stimuli.some((stimulus) => isAbout(stimulus, place));
}

function isAbout(stimulus: Stimulus, place: Place): boolean {
  return 'place' in stimulus && stimulus.place === place;
}

/** By more than a margin. */
function isOutside(place: Place, fix: Fix, index: PlacesIndex): boolean {
  const margin = marginOf(fix);
  return index.metresTo(place, fix, margin) > margin;
}

function pass(
  state: CustomerState,
  place: Place,
  { inAt, outAt }: Passage,
  { at }: TimedFix,
  isOut: boolean,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const { id } = place;
  dropPerhaps(state, id);
  stimuli.push({ type: 'enter', place, passing: true });
  if (isAskedOf(watches.visits, place) && beginVisit(state, id, inAt))
    stimuli.push({ type: 'enter', place, as: 'first-visit', passing: true });
  if (isOut && outAt !== undefined) {
    const left = { insideMs: outAt - inAt, seenAt: outAt, passing: true } as const;
    stimuli.push({ type: 'exit', place, ...left });
    if (watches.exitFixes.length > 0) firstLeft(state, id, at, left);
    endVisit(state, id, outAt);
    return;
  }
  state.inside[id] = {
    since: inAt,
    passing: true,
    ...(outAt !== undefined && { seenAt: outAt }),
    ...(watches.enterFixes.length > 0 && { seen: { fixes: 1, at } }),
  };
}

/** A row of entering has led to it. */
function dropPerhaps(state: CustomerState, id: string): void {
  const { [id]: known, ...rest } = state.movement?.entering ?? {};
  if (known === undefined) return;
  if (Object.keys(rest).length > 0) state.movement!.entering = rest;
  else forget(state, 'entering');
}
