import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWhen } from '../../triggers/conditions/compile.ts';
import { explain } from '../../triggers/conditions/explain.ts';
import { readWhen } from '../../triggers/conditions/read.ts';
import type { Moment } from '../../triggers/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { nowOf } from '../../triggers/state/now.ts';
import { momentWith, signalOf } from '../support/moments.ts';
import { before, instant, known, when } from './arbitraries.ts';
import { evaluate, type Truth } from './evaluate.ts';
import { AHEAD_MS, vocabulary, AHEAD_WORLD as world } from './vocabulary.ts';

const ANSWER = new Map<Truth, boolean | undefined>([
  [0, false],
  [0.5, undefined],
  [1, true],
]);

/** Reads and compiles; undefined when the tree has more conditions than are allowed. */
function compiled(source: unknown) {
  const problems: string[] = [];
  const checked = readWhen(source, vocabulary, { conditions: 0, report: (_, expected) => problems.push(expected) });
  if (problems.length > 0 && problems.every((problem) => problem === 'at most 64 conditions')) return undefined;
  expect(problems).toEqual([]);
  return {
    checked,
    three: compileWhen(checked, vocabulary, false),
    two: compileWhen(checked, vocabulary, true),
  };
}

test('compiled conditions, and explained ones, answer what the plain meaning says, unknowns included', () => {
  const seen = new Map<boolean | undefined, number>();
  fc.assert(
    fc.property(when, fc.array(fc.tuple(known, instant, before), { minLength: 3, maxLength: 3 }), (source, moments) => {
      const conditions = compiled(source);
      fc.pre(conditions !== undefined);
      for (const [values, at, was] of moments) {
        const moment: Moment = momentWith(emptyState('c1'), {
          at,
          signal: signalOf('cart', values),
          world,
          before: was,
        });
        const asked = {
          value: (field: string) => values[field],
          before: (field: string) => was[field]?.[0],
          atMs: at,
          aheadMs: AHEAD_MS,
        };
        const answer = ANSWER.get(evaluate(source, asked));
        expect(conditions.three(moment, nowOf(moment))).toBe(answer);
        if (values === moments[0]![0]) expect(explain(conditions.checked, moment, vocabulary).answer).toBe(answer);
        expect(conditions.two(moment, nowOf(moment))).toBe(ANSWER.get(evaluate(source, asked, true)));
        seen.set(answer, (seen.get(answer) ?? 0) + 1);
      }
    }),
    { numRuns: 10_000 },
  );
  for (const answer of [true, false, undefined]) expect(seen.get(answer)).toBeGreaterThan(1_000);
}, 240_000);
