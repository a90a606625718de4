import { compileWhen } from '../../triggers/conditions/compile.ts';
import { inWords } from '../../triggers/conditions/words.ts';
import type { Answer, Moment, When } from '../../triggers/contract.ts';
import { nowOf } from '../../triggers/state/now.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { ConditionTally } from './contract.ts';

/** Counts the parts of a `when` that kept a trigger from matching. */
export interface WhyNot {
  /** Adds a moment at which `when` did not hold. */
  take(moment: Moment): void;
  list(): readonly ConditionTally[];
}

/** Creates the count for the parts at the top of `when` that must all hold. */
export function createWhyNot(when: When, vocabulary: Vocabulary): WhyNot {
  const parts = 'all' in when ? when.all : [when];
  const tallies = parts.map((part) => ({ condition: inWords(part), no: 0, unknown: 0, alone: 0 }));
  const tests = parts.map((part) => compileWhen(part, vocabulary, false));
  return {
    take(moment) {
      const now = nowOf(moment);
      let inTheWay = 0;
      let last = 0;
      for (let i = 0; i < tests.length; i++) {
        const answer: Answer = tests[i]!(moment, now);
        if (answer) continue;
        if (answer === false) tallies[i]!.no += 1;
        else tallies[i]!.unknown += 1;
        inTheWay += 1;
        last = i;
      }
      if (inTheWay === 1) tallies[last]!.alone += 1;
    },
    list: () => tallies,
  };
}
