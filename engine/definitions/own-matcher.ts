import type { Matcher, Trigger } from '../../triggers/contract.ts';
import { buildMatcherInSlices } from '../../triggers/matcher.ts';
import type { Live } from './contract.ts';
import { runInSlices } from './run-in-slices.ts';

/** Builds a matcher apart from the live one, in slices. Its counts and its learning stay its own. */
export function buildOwnMatcher(triggers: readonly Trigger[], { place }: Pick<Live, 'place'>): Promise<Matcher> {
  return runInSlices(buildMatcherInSlices(triggers, place));
}
