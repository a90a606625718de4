import type { Moment, When } from '../contract.ts';
import { nowOf } from '../state/now.ts';
import { compileCondition } from './compile.ts';
import type { Explanation, Scope } from './contract.ts';
import { type GroupKind, joinAnswers } from './logic.ts';

/**
 * Tells how `when` comes to its answer on a moment: every condition with the value it saw, none left out. With
 * `unknownIsNo` a group takes an unknown condition for no, as the trigger would; the condition itself still says
 * unknown.
 */
export function explain(when: When, moment: Moment, scope: Scope<Moment>, unknownIsNo = false): Explanation {
  if ('all' in when) return explainGroup('all', when.all, moment, scope, unknownIsNo);
  if ('any' in when) return explainGroup('any', when.any, moment, scope, unknownIsNo);
  if ('none' in when) return explainGroup('none', when.none, moment, scope, unknownIsNo);
  const { read, test } = compileCondition(when, scope);
  const saw = read(moment);
  return { kind: 'condition', ...when, saw, answer: test(saw, nowOf(moment)) };
}

function explainGroup(
  kind: GroupKind,
  parts: readonly When[],
  moment: Moment,
  scope: Scope<Moment>,
  unknownIsNo: boolean,
): Explanation {
  const children = parts.map((part) => explain(part, moment, scope, unknownIsNo));
  const answers = children.map(({ answer }) => (unknownIsNo ? answer === true : answer));
  return { kind, answer: joinAnswers(kind, answers), children };
}
