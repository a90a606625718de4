import type { Comparison, GroupSums, Interval, Seen } from './contract.ts';
import { differenceBetween, type Measure, relativeOf } from './limits.ts';

/** The comparison of two groups in one measure, followed look by look. */
export interface Following {
  /** Takes what both groups have come to; the bounds are `z` standard errors away. */
  look(message: GroupSums, control: GroupSums, at: number, z: number): void;
  /** Reads the interval so far; undefined: too few customers. */
  readonly difference: Interval | undefined;
  /** Returns the comparison after the last look. */
  result(message: GroupSums, control: GroupSums, weeks: number): Comparison;
}

/**
 * Follows a comparison. What one look ruled out stays ruled out, as all looks hold at once: the interval is what all
 * looks have in common. When they have nothing in common, the difference changed, and the interval is that of the last
 * look.
 */
export function followComparison({ mean, limits }: Measure): Following {
  let seen: Seen = 'open';
  let seenAt: number | undefined;
  let difference: Interval | undefined;
  let relative: Interval | null = null;

  const note = (now: Seen, at: number) => {
    if (now === seen) return;
    seen = now;
    seenAt = at;
  };

  return {
    look(message, control, at, z) {
      const ofMessage = limits(message, z);
      const ofControl = limits(control, z);
      if (!ofMessage || !ofControl) return;
      const now = differenceBetween(ofMessage, ofControl);
      const common = seen === 'changed' ? undefined : meet(difference, now);
      if (!common) note('changed', at);
      else if (common.low! > 0) note('more', at);
      else if (common.high! < 0) note('fewer', at);
      const ratio = relativeOf(ofMessage, ofControl);
      relative = (common && relative && ratio && meet(relative, ratio)) ?? ratio;
      difference = common ?? now;
    },
    get difference() {
      return difference;
    },
    result(message, control, weeks) {
      const per = difference ?? { estimate: 0, low: null, high: null };
      return {
        seen,
        seenAt,
        message: mean(message),
        control: mean(control),
        difference: per,
        relative,
        caused: scale(per, message.customers),
        perWeek: scale(per, message.customers / weeks),
      };
    },
  };
}

/** What two intervals have in common, with the estimate of the later one; undefined: nothing. */
function meet(before: Interval | null | undefined, now: Interval): Interval | undefined {
  const low = Math.max(before?.low ?? -Infinity, now.low ?? -Infinity);
  const high = Math.min(before?.high ?? Infinity, now.high ?? Infinity);
  if (low > high) return undefined;
  return { estimate: now.estimate, low: finiteOr(low), high: finiteOr(high) };
}

function finiteOr(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null;
}

function scale({ estimate, low, high }: Interval, factor: number): Interval {
  return {
    estimate: estimate * factor,
    low: low === null ? null : low * factor,
    high: high === null ? null : high * factor,
  };
}
