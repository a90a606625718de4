import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import { isCoarse } from './accuracy.ts';
import { confirmInside, confirmLeft, firstInside, firstLeft } from './confirmations.ts';
import type { Fix, Place, PlacesIndex, TimedFix, Watches } from './contract.ts';
import { isSurelyOut, isValid, judgeEntering, judgeLeaving } from './edge-rule.ts';
import { forget, movementOf } from './movement.ts';
import { passAll } from './pass.ts';
import { isAtRest, noteRest } from './rest.ts';
import { crossRings } from './rings.ts';
import { isAsked, isAskedOf } from './selectors.ts';
import { isSight, markUnseen, noteSight } from './sights.ts';
import { tellUntold } from './untold.ts';
import { beginVisit, endVisit } from './visits.ts';
import { mostMetresBetween } from './way.ts';

/**
 * Moves a customer to where a fix says they are: swaps the set of places they are in and tells what was left, then what
 * was entered (`edge-rule.ts` says when a fix can tell), then what the way from `before`, the last fix, led through
 * (`passing.ts`), then what a further fix confirmed, then what they came near to since. A fix that is not newer than
 * the last one moves nothing. A place that is no longer defined is left without a word, one that is no longer valid
 * with one.
 */
export function moveTo(
  state: CustomerState,
  fix: Fix,
  at: number,
  index: PlacesIndex,
  watches: Watches = NO_WATCHES,
  before?: TimedFix,
): readonly Stimulus[] {
  if (at <= state.positionAt) return NOTHING;
  const lastAt = state.positionAt;
  const wasAtRest = isAtRest(state);
  state.positionAt = at;
  noteRest(state, fix, at);
  const holding = index.holding(fix, at);
  const stimuli: Stimulus[] = [];
  const confirmed: Stimulus[] = [];
  let staying = 0;
  for (const id in state.inside) {
    const held = withId(holding, id);
    if (held) {
      staying++;
      stayInside(state, held, fix, at, lastAt, index, watches, confirmed);
      continue;
    }
    const place = index.places.get(id);
    // What a beacon says, no position takes back.
    if (place?.beacons && state.inside[id]!.beacon !== undefined) continue;
    if (place) leave(state, place, fix, at, lastAt, index, watches, stimuli);
    else delete state.inside[id];
  }
  if (staying < holding.length || state.movement?.entering) enterAll(state, holding, fix, at, index, watches, stimuli);
  // What lies before another device's last fix is not the way to this one.
  const mostMetres = before?.at === lastAt ? mostMetresBetween(before, fix, at) : undefined;
  if (before && mostMetres !== undefined) {
    const along = index.along(before, fix, at, mostMetres);
    const ends = staying < holding.length ? holding : NO_PLACES;
    if (along.length + ends.length > 0) {
      const to = { lat: fix.lat, lon: fix.lon, accuracyMetres: fix.accuracyMetres!, at };
      passAll(state, along, ends, { from: before, to }, wasAtRest, index, watches, stimuli);
    }
  }
  if (state.movement?.left) confirmLeft(state, fix, at, index, watches, confirmed);
  if (confirmed.length > 0) stimuli.push(...confirmed);
  if (isAsked(watches.rings) || state.movement?.near)
    crossRings(state, { ...fix, at }, before, index, watches.rings, stimuli);
  return stimuli;
}

/** No trigger asks for more than entering and leaving. */
export const NO_WATCHES: Watches = Object.freeze({
  enterFixes: [],
  exitFixes: [],
  sights: { tags: new Map(), ids: new Map() },
  rings: { tags: new Map(), ids: new Map(), ofIds: [] },
  visits: { tags: new Map(), ids: new Map() },
});

const NOTHING: readonly Stimulus[] = Object.freeze([]);
const NO_PLACES: readonly Place[] = Object.freeze([]);

function withId(places: readonly Place[], id: string): Place | undefined {
  for (let i = 0; i < places.length; i++) if (places[i]!.id === id) return places[i];
  return undefined;
}

function stayInside(
  state: CustomerState,
  place: Place,
  fix: Fix,
  at: number,
  lastAt: number,
  index: PlacesIndex,
  watches: Watches,
  confirmed: Stimulus[],
): void {
  const inside = state.inside[place.id]!;
  const isSeen = isSight(place, fix, index);
  // A fix that cannot tell undoes no leaving that has begun.
  if (inside.outAt !== undefined && isSeen) {
    const { outAt: _, ...rest } = inside;
    state.inside[place.id] = rest;
  }
  if (isSeen && inside.untold) tellUntold(state, place, confirmed);
  if (inside.seen && isSeen) confirmInside(state, place, at, watches, confirmed);
  if (isSeen) noteSight(state, place, at, lastAt, watches, confirmed);
  else state.inside[place.id] = markUnseen(state.inside[place.id]!, lastAt);
}

function leave(
  state: CustomerState,
  place: Place,
  fix: Fix,
  at: number,
  lastAt: number,
  index: PlacesIndex,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const inside = markUnseen(state.inside[place.id]!, lastAt);
  const says = isValid(place, at) ? judgeLeaving(place, inside, fix, at, index) : 'out';
  if (says === 'out') {
    const insideMs = at - inside.since;
    delete state.inside[place.id];
    const left = { insideMs, seenAt: inside.seenAt!, ...(inside.passing && { passing: true as const }) };
    stimuli.push({ type: 'exit', place, ...left });
    if (watches.exitFixes.length > 0) firstLeft(state, place.id, at, left);
    endVisit(state, place.id, at);
  } else if (says === 'perhaps') {
    state.inside[place.id] = inside.outAt === undefined ? { ...inside, outAt: at } : inside;
  } else if (says === 'unsure') {
    state.inside[place.id] = inside;
  } else {
    const { outAt: _, ...rest } = inside;
    state.inside[place.id] = inside.outAt === undefined ? inside : rest;
  }
}

function enterAll(
  state: CustomerState,
  holding: readonly Place[],
  fix: Fix,
  at: number,
  index: PlacesIndex,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const before = state.movement?.entering;
  let entering: Record<string, number> | undefined;
  for (const place of holding) {
    const { id } = place;
    if (state.inside[id]) continue;
    const says = judgeEntering(place, fix, at, before?.[id], index);
    if (says === 'in') {
      state.inside[id] = watches.enterFixes.length > 0 ? firstInside(at) : { since: at };
      stimuli.push({ type: 'enter', place });
      if (isAskedOf(watches.visits, place) && beginVisit(state, id, at))
        stimuli.push({ type: 'enter', place, as: 'first-visit' });
    } else if (says === 'perhaps' || before?.[id] !== undefined) {
      entering ??= createRecord();
      entering[id] = before?.[id] ?? at;
    }
  }
  if (before && isCoarse(fix)) entering = continueVisits(before, entering, state, fix, at, index);
  if (entering) movementOf(state).entering = entering;
  else if (before) forget(state, 'entering');
}

/** Rows of entering that a coarse fix does not end: of places that it is not surely outside of. */
function continueVisits(
  before: Readonly<Record<string, number>>,
  entering: Record<string, number> | undefined,
  state: CustomerState,
  fix: Fix,
  at: number,
  index: PlacesIndex,
): Record<string, number> | undefined {
  let rows = entering;
  for (const id in before) {
    const place = index.places.get(id);
    if (!place || state.inside[id] || rows?.[id] !== undefined) continue;
    if (!isValid(place, at) || isSurelyOut(place, fix, index)) continue;
    rows ??= createRecord();
    rows[id] = before[id]!;
  }
  return rows;
}
