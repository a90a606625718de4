import type { Comparisons, GroupSums, Interval } from './contract.ts';
import { followComparison } from './following.ts';
import { conversion, value } from './limits.ts';
import { errorsAtAnyLook } from './sureness.ts';

/** A message group, or one variant of it, that is followed against the control group in both measures. */
export interface Pair {
  /** Takes what both have come to at a time before the planned end. */
  look(message: GroupSums, control: GroupSums, at: number): void;
  /** Takes what both have come to at the planned end; the bounds are `errors` standard errors away. */
  end(message: GroupSums, control: GroupSums, at: number, errors: number): void;
  /** Reads the difference in conversion so far; undefined: too few customers. */
  readonly difference: Interval | undefined;
  /** Returns both comparisons after the last look. */
  result(message: GroupSums, control: GroupSums, weeks: number): Comparisons;
}

/** Follows a pair. `risk` is the chance of being wrong that its looks may use up in each measure. */
export function followPair(risk: number): Pair {
  const ofConversion = followComparison(conversion);
  const ofValue = followComparison(value);
  const end: Pair['end'] = (message, control, at, errors) => {
    ofConversion.look(message, control, at, errors);
    ofValue.look(message, control, at, errors);
  };
  return {
    look: (message, control, at) => end(message, control, at, errorsAtAnyLook(message, control, risk)),
    end,
    get difference() {
      return ofConversion.difference;
    },
    result: (message, control, weeks) => ({
      conversion: ofConversion.result(message, control, weeks),
      value: ofValue.result(message, control, weeks),
    }),
  };
}
