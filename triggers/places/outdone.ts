import type { CustomerState } from '../state/contract.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix } from './contract.ts';
import { metresBetween } from './geodesy.ts';
import { lastFix } from './last-fix.ts';

/** A finer fix stands for so long against coarse ones: as long as a position counts as known. */
const STANDS_MS = 300_000;
/** One in some thirty thousand errs by more than this many times its accuracy. */
const FAR = 3;

/**
 * Whether a coarse fix counts for nothing, because a finer one still stands: at most five minutes old, and no further
 * from it than three times the coarse one's accuracy. So the position of a mast does not move a customer whom GPS has
 * just found.
 */
export function isOutdone(state: CustomerState, fix: Fix, at: number): boolean {
  if (!isCoarse(fix)) return false;
  const last = lastFix(state);
  if (!last || isCoarse(last) || at - last.at > STANDS_MS) return false;
  return metresBetween(last, fix) <= FAR * fix.accuracyMetres! + (last.accuracyMetres ?? 0);
}
