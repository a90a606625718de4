import { MOST_TRACKERS, type Tracking } from '../../triggers/changes/contract.ts';
import { trackingOf } from '../../triggers/changes/tracking.ts';
import type { Segment, Trigger } from '../../triggers/contract.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { Findings } from './findings.ts';

/**
 * Returns the values and marks that triggers and segments together need remembered of each customer; reports when they
 * are too many.
 */
export function trackingFor(
  triggers: Iterable<Pick<Trigger, 'tracks'>>,
  segments: ReadonlyMap<string, Segment>,
  { signals }: Vocabulary,
  findings: Findings,
): Tracking | undefined {
  const tracked = [
    ...[...triggers].flatMap(({ tracks }) => tracks),
    ...[...segments.values()].flatMap(({ tracks }) => tracks),
  ];
  const tracking = trackingOf(tracked, signals);
  if (tracking && tracking.marks.size > MOST_TRACKERS) {
    const what = 'levels with a hysteresis, unchanged-for, did, did-not, summed';
    const expected = `at most ${MOST_TRACKERS} different things to remember of each customer (${what}), got ${tracking.marks.size}`;
    findings.report('triggers', '', expected);
  }
  return tracking;
}
