import type { Stimulus } from '../contract.ts';
import type { CustomerState, Timer } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import { timerKey } from '../state/timers.ts';
import { namesOfBeacon } from './beacon-id.ts';
import { confirmInside, firstInside } from './confirmations.ts';
import type { Beacons, Place, PlacesIndex, Watches } from './contract.ts';
import { isValid } from './edge-rule.ts';
import { NO_WATCHES } from './fences.ts';
import { forgetLeft, noteLeft } from './just-left.ts';
import { movementOf } from './movement.ts';
import { isAskedOf } from './selectors.ts';
import { noteSight } from './sights.ts';
import { tellUntold } from './untold.ts';
import { beginVisit, endVisit } from './visits.ts';

/*
 * Who hears a beacon of a place strongly enough is in it, and has left once none of them was heard for the place's time
 * of silence. A timer watches for the silence: it is armed at the entering, in the customer's state, so it survives a
 * restart. Hearing one moves `seenAt` and not the timer, which costs nothing; a timer that comes due and finds a newer
 * `seenAt` is armed again for it.
 *
 *   10:00:00  heard at -70      entered; timer for 10:01:00
 *   10:00:40  heard             seenAt 10:00:40
 *   10:01:00  the timer         heard 20 s ago: armed again, for 10:01:40
 *   10:01:40  the timer         silent for 60 s: left, having been there for 40 s
 */

/** The name that the timer of a silence has in place of a trigger's; no trigger can be called so. */
export const SILENCE = '@silence';
/** Who is in a place is kept there by a signal weaker by so much: bodies and pockets take that away. */
const HYSTERESIS_DB = 6;
/**
 * What is left of the last strength after a reading: the filter of Android's beacon library, an autoregressive moving
 * average with a speed of 0.1 (github.com/AltBeacon/android-beacon-library, ArmaRssiFilter).
 */
const KEPT = 0.9;
/** After this the last strength says nothing. */
const STALE_MS = 30_000;
const LEAST_DBM = -128;
const MOST_HEARD = 16;
/** The most fixes that a trigger may want to agree. */
const MOST_CONFIRMED = 5;

/** What a device tells of a beacon. */
export interface HeardBeacon {
  readonly beacon: string;
  readonly rssi?: number;
  /** The strength is the median of so many. */
  readonly readings?: number;
  /** It is heard no longer. */
  readonly gone?: boolean;
}

/** Takes a customer into the places whose beacon their device hears, and out of those it hears no longer. */
export function hearBeacon(
  state: CustomerState,
  told: HeardBeacon,
  at: number,
  index: PlacesIndex,
  watches: Watches = NO_WATCHES,
): readonly Stimulus[] {
  const names = namesOfBeacon(told.beacon);
  const places = index.withBeacon(names);
  if (places.length === 0) return NOTHING;
  if (state.movement?.justLeft) forgetLeft(state, at);
  const beacon = names[0]!;
  const strength = told.gone ? undefined : smooth(state, beacon, told, at);
  const stimuli: Stimulus[] = [];
  for (const place of places) {
    const inside = state.inside[place.id];
    if (inside && at <= inside.seenAt!) continue;
    if (told.gone) {
      if (inside?.beacon === beacon) leave(state, place, at, at, stimuli);
    } else if (!isValid(place, at)) continue;
    else if (inside) {
      if (isStrong(place.beacons!, strength, HYSTERESIS_DB)) stay(state, place, beacon, at, watches, stimuli);
    } else if (isStrong(place.beacons!, strength, 0) && !((state.movement?.justLeft?.[place.id] ?? 0) >= at))
      enter(state, place, beacon, at, watches, stimuli);
  }
  return stimuli;
}

/** Takes a customer out of a place whose beacons were silent for long enough, or waits on. */
export function endSilence(state: CustomerState, { key, dueAt }: Timer, index: PlacesIndex): readonly Stimulus[] {
  const inside = state.inside[key];
  const place = index.places.get(key);
  if (inside?.beacon === undefined) return NOTHING;
  if (!place?.beacons) {
    // One that is gone is left without a word; one with a shape now is left by the next fix.
    if (!place) delete state.inside[key];
    return NOTHING;
  }
  const silentAt = inside.seenAt! + place.beacons.silentMs;
  if (silentAt > dueAt && isValid(place, dueAt)) {
    arm(state, key, silentAt);
    return NOTHING;
  }
  const stimuli: Stimulus[] = [];
  leave(state, place, dueAt, inside.seenAt!, stimuli);
  return stimuli;
}

const NOTHING: readonly Stimulus[] = Object.freeze([]);

function enter(
  state: CustomerState,
  place: Place,
  beacon: string,
  at: number,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const { id } = place;
  const first = watches.enterFixes.length > 0 ? firstInside(at) : { since: at };
  state.inside[id] = { ...first, seenAt: at, beacon };
  arm(state, id, at + place.beacons!.silentMs);
  stimuli.push({ type: 'enter', place, beacon });
  if (isAskedOf(watches.visits, place) && beginVisit(state, id, at))
    stimuli.push({ type: 'enter', place, as: 'first-visit', beacon });
}

function stay(
  state: CustomerState,
  place: Place,
  beacon: string,
  at: number,
  watches: Watches,
  stimuli: Stimulus[],
): void {
  const { id } = place;
  const seenBefore = state.inside[id]!.seenAt!;
  if (state.inside[id]!.untold) tellUntold(state, place, stimuli);
  if (state.inside[id]!.seen) confirmInside(state, place, at, watches, stimuli);
  noteSight(state, place, at, seenBefore, watches, stimuli);
  state.inside[id] = { ...state.inside[id]!, seenAt: at, beacon };
}

/** Silence is confirmed by its length: triggers that want several fixes to agree are told at once. */
function leave(state: CustomerState, place: Place, at: number, seenAt: number, stimuli: Stimulus[]): void {
  const { id } = place;
  const { since, beacon } = state.inside[id]!;
  delete state.inside[id];
  delete state.timers[timerKey(SILENCE, id)];
  noteLeft(state, id, at);
  endVisit(state, id, seenAt);
  const left = {
    type: 'exit',
    place,
    insideMs: Math.max(0, seenAt - since),
    seenAt,
    ...(beacon && { beacon }),
  } as const;
  stimuli.push(left);
  for (let fixes = 2; fixes <= MOST_CONFIRMED; fixes++) stimuli.push({ ...left, as: `exit/${fixes}` });
}

function arm(state: CustomerState, key: string, dueAt: number): void {
  state.timers[timerKey(SILENCE, key)] = { dueAt, trigger: SILENCE, key };
}

function isStrong({ rssiAtLeast }: Beacons, strength: number | undefined, weaker: number): boolean {
  return rssiAtLeast === undefined || (strength !== undefined && strength >= rssiAtLeast - weaker);
}

/** The strength of a beacon, evened out over its last readings. Undefined: the device does not tell it. */
function smooth(
  state: CustomerState,
  beacon: string,
  { rssi, readings = 1 }: HeardBeacon,
  at: number,
): number | undefined {
  // 0 is what phones say for unknown.
  if (rssi === undefined || !(rssi > LEAST_DBM && rssi < 0)) return undefined;
  const movement = movementOf(state);
  movement.heard ??= createRecord();
  const { heard } = movement;
  const last = heard[beacon];
  if (last && at <= last.at) return last.rssi;
  const kept = last && at - last.at <= STALE_MS ? KEPT ** Math.max(1, readings) : 0;
  const smoothed = kept * (last?.rssi ?? 0) + (1 - kept) * rssi;
  // The newest stands last.
  delete heard[beacon];
  heard[beacon] = { rssi: Math.round(smoothed * 10) / 10, at };
  for (const name in heard) if (at - heard[name]!.at > STALE_MS) delete heard[name];
  const all = Object.keys(heard);
  if (all.length > MOST_HEARD) delete heard[all[0]!];
  return smoothed;
}
