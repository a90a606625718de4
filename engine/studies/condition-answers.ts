import { compileWhen } from '../../triggers/conditions/compile.ts';
import { conditionsIn } from '../../triggers/conditions/conditions-in.ts';
import type { Moment, Trigger } from '../../triggers/contract.ts';
import { checkTrigger } from '../../triggers/reading/find-warnings.ts';
import { nowOf } from '../../triggers/state/now.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { ConditionAnswers } from './contract.ts';

/** Asks every condition of a trigger alone, and counts its answers. */
export interface ConditionCounts {
  /** Adds a moment at which the trigger woke. */
  take(moment: Moment): void;
  /** Returns the counts in the order of the document. */
  list(): readonly ConditionAnswers[];
}

/** Creates the counts of a trigger. `body` is its document, which has the paths. */
export function createConditionCounts(trigger: Trigger, body: unknown, vocabulary: Vocabulary): ConditionCounts {
  const { when, pathOf } = checkTrigger(trigger, body, vocabulary);
  const conditions = conditionsIn(when).map((condition) => ({
    holds: compileWhen(condition, vocabulary, false),
    counts: { path: pathOf(condition), yes: 0, no: 0, unknown: 0 },
  }));
  return {
    take(moment) {
      const now = nowOf(moment);
      for (const { holds, counts } of conditions) {
        const answer = holds(moment, now);
        if (answer === undefined) counts.unknown += 1;
        else if (answer) counts.yes += 1;
        else counts.no += 1;
      }
    },
    list: () => conditions.map(({ counts }) => counts),
  };
}
