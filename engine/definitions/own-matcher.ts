import type { Matcher, Trigger } from '../../triggers/contract.ts';
import { buildMatcherInSlices } from '../../triggers/matcher.ts';
import type { Live } from './contract.ts';

/** Milliseconds of building after which others get their turn. */
const SLICE_MS = 4;

/** Builds a matcher that nobody else asks, without holding anybody up: what it counts and learns is not the live one's. */
export async function buildOwnMatcher(triggers: readonly Trigger[], { place }: Pick<Live, 'place'>): Promise<Matcher> {
  const building = buildMatcherInSlices(triggers, place);
  for (let until = performance.now() + SLICE_MS; ; ) {
    const step = building.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + SLICE_MS;
  }
}
