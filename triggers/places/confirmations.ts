import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { AgreeingFixes, InsidePlace, LeftPlace } from '../state/movement/contract.ts';
import { createRecord } from '../state/records.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix, Place, PlacesIndex, Watches } from './contract.ts';
import { APART_MS, isSurelyOut } from './edge-rule.ts';
import { forget, movementOf } from './movement.ts';

/** A customer who has just entered, while a trigger waits for more fixes that find them there. */
export function firstInside(at: number): InsidePlace {
  return { since: at, seen: { fixes: 1, at } };
}

/** Counts a fix that finds the customer in a place they are in, and wakes triggers that waited for so many. */
export function confirmInside(
  state: CustomerState,
  place: Place,
  at: number,
  { enterFixes }: Watches,
  out: Stimulus[],
): void {
  const { seen, ...rest } = state.inside[place.id]!;
  if (!seen || at - seen.at < APART_MS) return;
  const fixes = seen.fixes + 1;
  const isOver = fixes >= (enterFixes.at(-1) ?? 0);
  state.inside[place.id] = isOver ? rest : { ...rest, seen: { fixes, at } };
  if (enterFixes.includes(fixes))
    out.push({ type: 'enter', place, as: `enter/${fixes}`, ...(rest.passing && { passing: true as const }) });
}

/** Remembers that a place was left, while a trigger waits for more fixes that do not find the customer there. */
export function firstLeft(
  state: CustomerState,
  id: string,
  at: number,
  was: Omit<LeftPlace, keyof AgreeingFixes>,
): void {
  const movement = movementOf(state);
  movement.left ??= createRecord();
  movement.left[id] = { ...was, fixes: 1, at };
}

/**
 * Counts a fix for every place that was left, and wakes triggers that waited for so many. A return ends the count; a
 * coarse fix counts only where it is surely out.
 */
export function confirmLeft(
  state: CustomerState,
  fix: Fix,
  at: number,
  index: PlacesIndex,
  { exitFixes }: Watches,
  out: Stimulus[],
): void {
  const left = state.movement!.left!;
  for (const id in left) {
    const place = index.places.get(id);
    const { fixes: before, at: countedAt, ...was } = left[id]!;
    const fixes = before + 1;
    if (!place || state.inside[id]) delete left[id];
    else if (at - countedAt >= APART_MS && !(isCoarse(fix) && !isSurelyOut(place, fix, index))) {
      if (fixes >= (exitFixes.at(-1) ?? 0)) delete left[id];
      else left[id] = { ...was, fixes, at };
      if (exitFixes.includes(fixes)) out.push({ type: 'exit', place, ...was, as: `exit/${fixes}` });
    }
  }
  for (const _ in left) return;
  forget(state, 'left');
}
