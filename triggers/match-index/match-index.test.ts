import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildIndex, type MatchIndex } from './build.ts';
import type { Clause, Hint, Rule } from './contract.ts';
import { prepareProbe } from './probe.ts';

const FIELDS = 5;
const KEYS = 3;

const listOf = <T extends string | number | boolean>(...values: T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });
const hint: fc.Arbitrary<Hint> = fc.oneof(
  fc.record({ oneOf: listOf('a', 'b', 'c', 'd', 'e') }),
  fc.record({ oneOf: listOf(1, 2, 3) }),
  fc.record({ oneOf: listOf(true, false) }),
  fc.record(
    {
      from: fc.integer({ min: -3, max: 3 }),
      above: fc.integer({ min: -3, max: 3 }),
      to: fc.integer({ min: -3, max: 3 }),
      below: fc.integer({ min: -3, max: 3 }),
    },
    { requiredKeys: [] },
  ),
);
const clause: fc.Arbitrary<Clause> = fc.record({ field: fc.nat({ max: FIELDS - 1 }), hint });
const rule: fc.Arbitrary<Rule> = fc.record({
  keys: fc.uniqueArray(fc.nat({ max: KEYS - 1 }), { minLength: 1 }),
  clauses: fc.array(clause, { maxLength: 6 }),
  isExact: fc.boolean(),
  wantsUnknown: fc.boolean(),
});
const value = fc.option(fc.constantFrom('a', 'b', 'c', 'z', 1, 2, 0, -1, 1.5, 3, 4, true, false, Number.NaN), {
  nil: undefined,
});
const moment = fc.record({
  keys: fc.uniqueArray(fc.nat({ max: KEYS }), { minLength: 1 }),
  values: fc.array(value, { minLength: FIELDS, maxLength: FIELDS }),
});

/** Slow and plain: what a clause says. */
function says({ hint: h, field }: Clause, values: readonly unknown[]): boolean | undefined {
  const v = values[field];
  if ('oneOf' in h) return typeof v === typeof h.oneOf[0] ? h.oneOf.some((one) => one === v) : undefined;
  if (typeof v !== 'number' || Number.isNaN(v)) return undefined;
  return (
    (h.from === undefined || v >= h.from) &&
    (h.above === undefined || v > h.above) &&
    (h.to === undefined || v <= h.to) &&
    (h.below === undefined || v < h.below)
  );
}

function build(rules: readonly Rule[]): MatchIndex {
  const building = buildIndex(rules);
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
  }
}

test('finds every rule whose clauses hold, proves only those, and rules out what a clause denies', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 40 }),
      fc.array(moment, { minLength: 1, maxLength: 10 }),
      (rules, moments) => {
        const probe = prepareProbe(build(rules));
        for (const { keys, values } of moments) {
          const found: number[] = [];
          probe(keys, (field) => values[field], found);
          expect(new Set(found.map((f) => f >> 1)).size, 'each at most once').toBe(found.length);
          const sure = new Set(found.filter((f) => f & 1).map((f) => f >> 1));
          const maybe = new Set(found.map((f) => f >> 1));
          for (const [number, r] of rules.entries()) {
            const isWoken = r.keys.some((key) => keys.includes(key));
            const answers = r.clauses.map((c) => says(c, values));
            const holds = isWoken && answers.every((a) => a === true);
            const mayHold = isWoken && answers.every((a) => a !== false);
            if (holds) expect(maybe.has(number), `rule ${number} must be found`).toBe(true);
            if (r.wantsUnknown && mayHold) expect(maybe.has(number), `rule ${number} wants unknown`).toBe(true);
            if (sure.has(number)) expect(holds && r.isExact, `rule ${number} is not sure`).toBe(true);
            if (!isWoken) expect(maybe.has(number)).toBe(false);
          }
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('rules that share nothing with a moment are not even looked at', () => {
  const rules = Array.from(
    { length: 1_000 },
    (_, i): Rule => ({
      keys: [0],
      clauses: [{ field: 0, hint: { oneOf: [`v${i}`] } }],
      isExact: true,
      wantsUnknown: false,
    }),
  );
  const found: number[] = [];
  prepareProbe(build(rules))([0], () => 'v7', found);
  expect(found).toEqual([7 * 2 + 1]);
});
