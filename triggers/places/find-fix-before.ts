import type { CustomerState } from '../state/contract.ts';
import type { Fix, TimedFix, Watches } from './contract.ts';
import { lastFix } from './last-fix.ts';
import { isAsked } from './selectors.ts';
import { mayBeWay } from './way.ts';

/**
 * Finds the last fix before a new one, as far as moving the customer asks for it: the way from it may lead through
 * places, or it tells how fast they come near to some. Most phones lie still, and of these nothing is made (`npm run
 * bench -- moment`).
 */
export function findFixBefore(state: CustomerState, fix: Fix, at: number, watches?: Watches): TimedFix | undefined {
  const isNeeded = mayBeWay(state, fix, at) || (watches && isAsked(watches.rings)) || state.movement?.near;
  return isNeeded ? lastFix(state) : undefined;
}
