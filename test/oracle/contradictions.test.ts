import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWhen } from '../../triggers/conditions/read.ts';
import type { When } from '../../triggers/contract.ts';
import { clashIn } from '../../triggers/satisfying/clash.ts';
import { instant, known, when } from './arbitraries.ts';
import { evaluate } from './evaluate.ts';
import { AHEAD_MS, vocabulary } from './vocabulary.ts';

function read(source: unknown): When | undefined {
  const problems: string[] = [];
  const checked = readWhen(source, vocabulary, { conditions: 0, report: (_, expected) => problems.push(expected) });
  return problems.length > 0 ? undefined : checked;
}

/** Several trees that must all hold: much of that cannot be. */
const demanding = fc.oneof(
  when,
  fc.array(when, { minLength: 2, maxLength: 4 }).map((parts) => ({ all: parts.filter((part) => part !== undefined) })),
);

test('what is called a contradiction never holds, whatever is known; no false alarms', () => {
  let alarms = 0;
  let holding = 0;
  fc.assert(
    fc.property(
      demanding,
      fc.boolean(),
      fc.array(fc.tuple(known, instant), { minLength: 10, maxLength: 10 }),
      (source, unknownIsNo, moments) => {
        const checked = read(source);
        fc.pre(checked !== undefined);
        const isImpossible = clashIn(checked, [], vocabulary, unknownIsNo) !== undefined;
        if (isImpossible) alarms++;
        for (const [values, atMs] of moments) {
          const holds =
            evaluate(source, { value: (field) => values[field], atMs, aheadMs: AHEAD_MS }, unknownIsNo) === 1;
          if (holds) holding++;
          if (holds && isImpossible) throw new Error('it was called a contradiction and it holds');
        }
      },
    ),
    { numRuns: 10_000 },
  );
  expect(alarms).toBeGreaterThan(300);
  expect(holding).toBeGreaterThan(5_000);
}, 240_000);

const number = fc.integer({ min: 0, max: 6 });
const onNumber = fc.oneof(
  fc.tuple(fc.constantFrom('above', 'below', 'at-least', 'at-most', 'equals', 'differs'), number),
  fc.tuple(fc.constantFrom('one-of', 'none-of'), fc.array(number, { minLength: 1, maxLength: 4 })),
  fc.tuple(
    fc.constant('between'),
    fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
  ),
);
/** Every number that bounds from 0 to 6 can tell apart. */
const NUMBERS = Array.from({ length: 31 }, (_, i) => i / 4 - 1);

test('of numbers every contradiction is found', () => {
  let found = 0;
  const condition = onNumber.map(([operator, args]) => ({ 'cart.value': { [operator]: args } }));
  const group = fc.tuple(fc.constantFrom('all', 'any', 'none'), fc.array(condition, { minLength: 1, maxLength: 3 }));
  const parts = fc.array(
    fc.oneof(
      condition,
      group.map(([name, list]) => ({ [name]: list })),
    ),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(parts, (all) => {
      const checked = read({ all });
      fc.pre(checked !== undefined);
      const canHold = [undefined, ...NUMBERS].some(
        (value) => evaluate({ all }, { value: () => value, atMs: 0, aheadMs: 0 }) === 1,
      );
      expect(clashIn(checked, [], vocabulary, false) === undefined).toBe(canHold);
      if (!canHold) found++;
    }),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(500);
}, 120_000);
