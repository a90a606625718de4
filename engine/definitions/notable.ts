import type { Tracking } from '../../triggers/changes/contract.ts';
import type { Segment, Trigger } from '../../triggers/contract.ts';
import type { Watches } from '../../triggers/places/contract.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import { wantsMovements, watchesOf } from '../../triggers/waking/watches.ts';
import type { Findings } from './findings.ts';
import { trackingFor } from './tracking-for.ts';

/** The triggers that ask something of other parts. Most triggers ask nothing. */
export interface Demands {
  readonly watches: Watches;
  readonly tracking: Tracking | undefined;
}

/**
 * Whether a trigger asks anything beyond itself: to follow others, to have something remembered, to be told of more
 * movements.
 */
export function isNotable(trigger: Trigger): boolean {
  return wantsMovements(trigger) || trigger.tracks.length > 0 || (trigger.waker.follows ?? []).length > 0;
}

/** Collects what the notable triggers and the segments ask together. Notes where it is too much. */
export function demandsOf(
  notable: Iterable<{ readonly trigger: Trigger }>,
  segments: ReadonlyMap<string, Segment>,
  vocabulary: Vocabulary,
  findings: Findings,
): Demands {
  const triggers = Array.from(notable, ({ trigger }) => trigger);
  return { watches: watchesOf(triggers), tracking: trackingFor(triggers, segments, vocabulary, findings) };
}
