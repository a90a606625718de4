import type { Trigger } from '../contract.ts';
import { type LiveTier, liveTierOf, triggersOf } from './live-tiers.ts';
import { buildTier, type SharedTierParts } from './tier.ts';

/** Edited triggers that are kept in a tail of their own; it is built again with each edit. */
export const MOST_IN_TAIL = 500;
/**
 * A full tail goes into a middle tier, until that holds more than this share of the main one: then all is built anew.
 */
const MOST_IN_MIDDLE = 1 / 8;

/**
 * The tiers with these triggers added: the main one, then a middle and a tail, where there are any. Undefined: it is
 * better to build all anew.
 */
export function* withTail(
  tiers: readonly LiveTier[],
  added: readonly Trigger[],
  common: SharedTierParts,
): Generator<void, readonly LiveTier[] | undefined> {
  const [main, ...later] = tiers;
  const { mostInTail } = common;
  if (!main || main.size <= mostInTail || main.size < main.tier.triggers.length / 2) return undefined;
  const middle = later.find(({ tier }) => tier.triggers.length > mostInTail);
  const tail = later.find(({ tier }) => tier.triggers.length <= mostInTail);
  if (added.length === 0) return tiers.filter((live) => live === main || live.size > 0);
  const inTail = tail ? [...triggersOf(tail), ...added] : added;
  if (inTail.length <= mostInTail) {
    return [main, ...(middle ? [middle] : []), liveTierOf(yield* buildTier(inTail, common))];
  }
  const inMiddle = middle ? [...triggersOf(middle), ...inTail] : inTail;
  if (inMiddle.length > Math.max(mostInTail, main.size * MOST_IN_MIDDLE)) return undefined;
  return [main, liveTierOf(yield* buildTier(inMiddle, common))];
}
