import { mergeMarks } from '../changes/merge-marks.ts';
import { joinVisits } from '../places/visits.ts';
import { joinChannels } from '../state/channel-memory.ts';
import type { CustomerState, Journal, MergeMemory } from '../state/contract.ts';
import { dropRepeats } from '../state/drop-repeats.ts';
import { emptyState } from '../state/empty-state.ts';
import { copyRecord, createRecord } from '../state/records.ts';
import { joinSeen } from '../state/seen.ts';
import { type Groups, settleGroups } from './belong-together.ts';
import { mergeDevices } from './devices.ts';

/**
 * Takes what is known of an anonymous customer into the state of the customer they turned out to be; `merged` stays as
 * it is. Of each value, group of values that belong together, and consent the newest is kept; signals, reservations and
 * aliases are joined by id, memories as their wakers say. Merging the same two again changes nothing.
 */
export function mergeInto(
  state: CustomerState,
  merged: CustomerState,
  mergeMemory: MergeMemory = keepMine,
  together: Groups = [],
  journal?: Journal,
): void {
  if (merged.mergedInto === state.id || merged.id === state.id) return;
  journal?.noteRewritten();
  const from = settleGroups(state, { ...merged, values: mergeDevices(state, merged) }, together);
  mergeMarks(state, from);
  takeNewest(state.values, from.values, (known) => known.at);
  state.consents = takeNewest(copyRecord(state.consents), from.consents, (consent) => consent.at);
  state.suppressed = takeNewest(copyRecord(state.suppressed), from.suppressed, (suppressed) => suppressed.at);
  state.fired = takeNewest(copyRecord(state.fired), from.fired, (at) => at);
  if (from.positionAt > state.positionAt) {
    state.positionAt = from.positionAt;
    const heard = joinHeard(state.inside, from.inside);
    replaceAll(state.inside, from.inside);
    Object.assign(state.inside, heard);
    state.movement = structuredClone(from.movement);
    state.rests = from.rests;
  } else Object.assign(state.inside, joinHeard(from.inside, state.inside));
  joinVisits(state, from);
  const known = new Set(state.reservations.map((r) => r.id));
  const theirs = from.reservations.filter((r) => !known.has(r.id));
  state.reservations = [...state.reservations, ...theirs].sort((a, b) => a.at - b.at);
  const forgotten = Math.max(state.reservationsFrom ?? 0, from.reservationsFrom ?? 0);
  if (forgotten > 0) state.reservationsFrom = forgotten;
  joinAwaited(state, from);
  if (from.channels) state.channels = joinChannels(state.channels, from.channels);
  for (const trigger in from.memory) {
    const [mine, theirs] = [state.memory[trigger], from.memory[trigger]];
    state.memory[trigger] = mine === undefined ? theirs : mergeMemory(trigger, mine, theirs);
  }
  for (const key in from.timers) {
    const theirs = from.timers[key]!;
    // The earlier one: a waker whose time has not come yet sets its timer anew.
    if (!(state.timers[key] && state.timers[key].dueAt <= theirs.dueAt)) state.timers[key] = theirs;
  }
  joinSeen(state, from, journal);
  state.firstAt = Math.min(state.firstAt || from.firstAt, from.firstAt || state.firstAt);
  state.lastAt = Math.max(state.lastAt, from.lastAt);
  state.definitions = Math.max(state.definitions, from.definitions);
  state.aliases = [...new Set([...state.aliases, from.id, ...from.aliases])];
}

/** Returns the rest of a customer that was merged away: a pointer to the other. */
export function pointTo(from: CustomerState, target: string): CustomerState {
  const state = emptyState(from.id);
  state.mergedInto = target;
  state.identified = from.identified;
  state.firstAt = from.firstAt;
  state.lastAt = from.lastAt;
  state.positionAt = from.positionAt;
  state.seen = from.seen;
  state.seenFrom = from.seenFrom;
  state.reservationsFrom = from.reservationsFrom;
  state.definitions = from.definitions;
  return state;
}

/** What a customer did under either id counts for the decisions of both. */
function joinAwaited(state: CustomerState, { awaited = [] }: CustomerState): void {
  const mine = state.awaited ?? [];
  const theirs = awaited.filter(({ decision }) => !mine.some((one) => one.decision === decision));
  if (theirs.length > 0) state.awaited = dropRepeats([...mine, ...theirs].sort((a, b) => a.at - b.at));
}

function keepMine(_trigger: string, mine: unknown): unknown {
  return mine;
}

function takeNewest<T>(
  into: Record<string, T>,
  from: Readonly<Record<string, T>>,
  timeOf: (value: T) => number,
): Record<string, T> {
  for (const key of Object.keys(from)) {
    const mine = into[key];
    const theirs = from[key]!;
    if (mine === undefined || timeOf(theirs) > timeOf(mine)) into[key] = structuredClone(theirs);
  }
  return into;
}

/** Whom a beacon finds in a place is in it whatever the newer position says; the later sighting counts. */
function joinHeard(a: CustomerState['inside'], b: CustomerState['inside']): CustomerState['inside'] {
  const heard: CustomerState['inside'] = createRecord();
  for (const [id, inside] of [...Object.entries(a), ...Object.entries(b)])
    if (inside.beacon !== undefined && !(heard[id] && heard[id].seenAt! >= inside.seenAt!)) heard[id] = inside;
  return heard;
}

function replaceAll<T>(into: Record<string, T>, from: Readonly<Record<string, T>>): void {
  for (const key of Object.keys(into)) delete into[key];
  Object.assign(into, from);
}
