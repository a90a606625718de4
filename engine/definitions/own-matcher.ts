import type { Matcher, Trigger } from '../../triggers/contract.ts';
import { buildMatcherInSlices } from '../../triggers/matcher.ts';
import type { Live } from './contract.ts';
import { runInSlices } from './run-in-slices.ts';

/** Builds a matcher that nobody else asks, without holding anybody up: what it counts and learns is not the live one's. */
export function buildOwnMatcher(triggers: readonly Trigger[], { place }: Pick<Live, 'place'>): Promise<Matcher> {
  return runInSlices(buildMatcherInSlices(triggers, place));
}
