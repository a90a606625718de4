import type { InsidePlace } from '../state/movement/contract.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix, Place, PlacesIndex } from './contract.ts';

/** Two fixes agree only when they are not of one moment: phones send bursts that all err the same way. */
export const APART_MS = 5_000;
/** Metres outside the edge before a customer has left, by the accuracy of the fix: the least and the most. */
export const LEAST_MARGIN_METRES = 10;
export const MOST_MARGIN_METRES = 500;

/** Knows how far it is to the edges of places. */
export type Edges = Pick<PlacesIndex, 'metresToEdge'>;

/** The verdict of a fix inside a place on a customer who was outside; `unsure` leaves a begun row as it is. */
export type EnteringResult = 'in' | 'perhaps' | 'unsure';

/**
 * A fix enters a place when it lies as deep in it as it is accurate. With less than that it takes two in a row, not of
 * one moment; coarse ones never do. `since` is when the first fix in a row was perhaps in.
 */
export function judgeEntering(
  place: Place,
  fix: Fix,
  at: number,
  since: number | undefined,
  index: Edges,
): EnteringResult {
  if (isDeepIn(place, fix, index)) return 'in';
  if (isCoarse(fix)) return 'unsure';
  return since !== undefined && at - since >= APART_MS ? 'in' : 'perhaps';
}

/**
 * The verdict of a fix outside a place on a customer who was in it, or perhaps was; `unsure` leaves a begun row as it
 * is.
 */
export type LeavingResult = 'out' | 'perhaps' | 'not' | 'unsure';

/**
 * A fix leaves a place when it is further from its edge than twice its accuracy (at least twice 10 m, at most twice 500
 * m). Once that far takes two in a row, not of one moment; coarse ones never do. Nearer is no leaving.
 */
export function judgeLeaving(
  place: Place,
  { outAt }: Pick<InsidePlace, 'outAt'>,
  fix: Fix,
  at: number,
  index: Edges,
): LeavingResult {
  const margin = marginOf(fix);
  const metres = index.metresToEdge(place, fix, 2 * margin);
  if (metres > 2 * margin) return 'out';
  if (isCoarse(fix)) return 'unsure';
  if (metres <= margin) return 'not';
  return outAt !== undefined && at - outAt >= APART_MS ? 'out' : 'perhaps';
}

/** Whether a fix that is in a place is surely in it: no edge is nearer than it is accurate. */
export function isDeepIn(place: Place, fix: Fix, index: Edges): boolean {
  const { accuracyMetres = 0 } = fix;
  return accuracyMetres === 0 || index.metresToEdge(place, fix, accuracyMetres) >= accuracyMetres;
}

/** Whether a fix outside a place is so far from it that one is enough to have left. */
export function isSurelyOut(place: Place, fix: Fix, index: Edges): boolean {
  const most = 2 * marginOf(fix);
  return index.metresToEdge(place, fix, most) > most;
}

/** How far outside a fix must be to say that the customer is perhaps out. */
export function marginOf({ accuracyMetres = 0 }: Fix): number {
  return Math.min(MOST_MARGIN_METRES, Math.max(LEAST_MARGIN_METRES, accuracyMetres));
}

/** Whether a place holds anybody at all at a time. */
export function isValid({ validFrom, validTo }: Place, at: number): boolean {
  return (validFrom === undefined || at >= validFrom) && (validTo === undefined || at < validTo);
}
