import { readWhen } from '../conditions/read.ts';
import { itemScope } from '../conditions/scopes.ts';
import type { Condition } from '../contract.ts';
import type { Goal } from '../goals/contract.ts';
import { placeOfGoal } from '../goals/place-of-goal.ts';
import { expectedAmong } from '../problems/references.ts';
import { clashIn } from '../satisfying/clash.ts';
import { sayClash } from '../satisfying/say-clash.ts';
import type { CheckInputs, TriggerCheck, Warning } from './contract.ts';

/** Finds goals that no signal can meet: of a kind that does not exist, or with conditions that exclude each other. */
export default {
  name: 'unmet-goal',
  summary:
    'Goals that no signal can meet, as there is no such kind of signal, or none about a customer, or as what the goal asks of it excludes itself.',
  find({ definition: { goals = [] } }, { vocabulary }) {
    const kinds = new Set(
      [...vocabulary.signals.values()].filter(({ about }) => about === 'customer').map(({ name }) => name),
    );
    return goals.flatMap(({ signal }, i) => {
      const path = `goal${placeOfGoal(goals, i)}.signal`;
      const { kind, where } = typeof signal === 'string' ? { kind: signal } : (signal as Selected);
      const expected = expectedAmong('a kind of signal about a customer', kind, kinds);
      if (expected !== undefined) return [{ path, expected }];
      return where === undefined ? [] : findClash(where, `${path}.where`, vocabulary);
    });
  },
} satisfies TriggerCheck;

interface Selected {
  readonly kind: string;
  readonly where?: Goal['signal'];
}

function findClash(where: unknown, path: string, { operators }: CheckInputs['vocabulary']): readonly Warning[] {
  const paths = new Map<Condition, string>();
  const scope = itemScope(operators);
  const when = readWhen(where, scope, { report: () => undefined, conditions: 0, paths }, path);
  // what is not known of the signal meets nothing
  const clash = clashIn(when, [], scope, true);
  if (!clash) return [];
  return [{ path: paths.get(clash.last.condition) ?? path, expected: sayClash(clash, 'the goal is never met') }];
}
