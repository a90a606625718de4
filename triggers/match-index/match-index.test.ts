import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Moment, Read } from '../contract.ts';
import { finish } from '../slices/finish.ts';
import { buildIndex } from './build.ts';
import type { Clause, Hint, Rule } from './contract.ts';
import { CANNOT_TELL, MAYBE, YES } from './contract.ts';
import { createProbe } from './probe.ts';

const FIELDS = 5;
const KEYS = 3;

const listOf = <T extends string | number | boolean>(...values: T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });
const hint: fc.Arbitrary<Hint> = fc.oneof(
  fc.record({ oneOf: listOf('a', 'b', 'c', 'd', 'e') }),
  fc.record({ oneOf: listOf(1, 2, 3) }),
  fc.record({ oneOf: listOf(true, false) }),
  fc.record({ noneOf: fc.oneof(listOf('a', 'b', 'c', 'd', 'e'), listOf(1, 2, 3)) }),
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
  if ('noneOf' in h) return typeof v === typeof h.noneOf[0] ? h.noneOf.every((one) => one !== v) : undefined;
  if (typeof v !== 'number' || Number.isNaN(v)) return undefined;
  return (
    (h.from === undefined || v >= h.from) &&
    (h.above === undefined || v > h.above) &&
    (h.to === undefined || v <= h.to) &&
    (h.below === undefined || v < h.below)
  );
}

/** Of three fields one is known, one is of the event, and one is worked out. */
function readOf(field: number): Read {
  const read: Read = (moment) => (moment as unknown as { values: readonly unknown[] }).values[field];
  return field % 3 === 2 ? read : Object.assign(read, { plain: { of: PLAIN[field % 3]!, name: `f${field}` } });
}
const PLAIN = ['known', 'event'] as const;

function momentOf(values: readonly unknown[]): Moment {
  const named = (which: number) =>
    values.map((value, field) => [`f${field}`, value] as const).filter((_, field) => field % 3 === which);
  const known = named(0).map(([name, v]) => [name, v === undefined ? { v: 'stale', until: 8 } : { v, until: 9 }]);
  const signal = { kind: 'event', value: { properties: Object.fromEntries(named(1)) } };
  return { values, at: 9, state: { values: Object.fromEntries(known) }, signal } as unknown as Moment;
}

/** Builds an index; what a probe of it finds are names of rules and verdicts. */
function prepare(rules: readonly Rule[], fields = FIELDS) {
  const index = finish(buildIndex(rules));
  const reads = Array.from({ length: fields }, (_, field) => readOf(field));
  const probe = createProbe(index, reads);
  return (keys: readonly number[], values: readonly unknown[]): readonly (readonly [number, number])[] => {
    const partitions = keys.map((key) => index.partitions.get(key)).filter((one) => one !== undefined);
    const count = probe.find(partitions, momentOf(values));
    return Array.from({ length: count }, (_, i) => [probe.found.rules[i]!, probe.found.verdicts[i]!]);
  };
}

test('finds every rule whose clauses hold, proves only those, and rules out what a clause denies', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 60 }),
      fc.array(moment, { minLength: 1, maxLength: 10 }),
      (rules, moments) => {
        const probe = prepare(rules);
        for (const { keys, values } of moments) {
          const found = probe(keys, values);
          const verdicts = new Map(found);
          expect(verdicts.size, 'each at most once').toBe(found.length);
          for (const [number, r] of rules.entries()) {
            const answers = r.clauses.map((c) => says(c, values));
            const isOut = !r.keys.some((key) => keys.includes(key)) || answers.includes(false);
            const isUnknown = answers.includes(undefined);
            const verdict = r.isExact ? (isUnknown ? CANNOT_TELL : YES) : MAYBE;
            const expected = isOut || (isUnknown && !r.wantsUnknown) ? undefined : verdict;
            expect(verdicts.get(number), `rule ${number}`).toBe(expected);
          }
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('numbers are told apart exactly among more bounds than there are rough codes', () => {
  const rules = Array.from({ length: 12_000 }, (_, i): Rule => {
    const hint = [
      { from: i },
      { above: i },
      { to: i },
      { below: i },
      { from: i, to: i + 1 },
      { above: i, below: i + 1 },
    ][i % 6]!;
    return { keys: [0], clauses: [{ field: 0, hint }], isExact: true, wantsUnknown: i % 7 === 0 };
  });
  const probe = prepare(rules);
  for (const value of [-1, 0, 0.5, 1, 4_095.5, 6_001, 6_002, 6_002.5, 6_003, 11_999, 12_000, 12_001, Number.NaN]) {
    const plain = rules.flatMap(({ clauses: [only], wantsUnknown }, i) => {
      const answer = says(only!, [value]);
      return answer ? [[i, YES]] : answer === undefined && wantsUnknown ? [[i, CANNOT_TELL]] : [];
    });
    expect(
      [...probe([0], [value])].sort(([a], [b]) => a - b),
      `${value}`,
    ).toEqual(plain);
  }
});

test('a wake key may be asked about more fields than tests have slots for', () => {
  const fields = 300;
  const rules = Array.from({ length: fields * 2 }, (_, i): Rule => {
    const [one, other] = [i % fields, (i * 7 + 1) % fields];
    const clauses = [one, other].map((field) => ({ field, hint: { oneOf: [`v${i % 2}`] } }));
    return { keys: [0], clauses, isExact: true, wantsUnknown: i % 5 === 0 };
  });
  const probe = prepare(rules, fields);
  const values = Array.from({ length: fields }, (_, field) => (field % 3 === 0 ? undefined : `v${field % 2}`));
  const plain = rules.flatMap(({ clauses, wantsUnknown }, i) => {
    const answers = clauses.map((one) => says(one, values));
    if (answers.includes(false)) return [];
    return answers.includes(undefined) ? (wantsUnknown ? [[i, CANNOT_TELL]] : []) : [[i, YES]];
  });
  expect(plain.length).toBeGreaterThan(20);
  expect([...probe([0], values)].sort(([a], [b]) => a - b)).toEqual(plain);
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
  expect(prepare(rules)([0], ['v7'])).toEqual([[7, YES]]);
});
