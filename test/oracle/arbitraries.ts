import fc from 'fast-check';
import type { FieldType } from '../../triggers/contract.ts';

/** The fields that random conditions ask about, a few of each type. */
export const FIELDS: Readonly<Record<string, FieldType>> = {
  'cart.value': 'number',
  'device.batteryPercent': 'number',
  'device.form': 'string',
  'weather.condition': 'string',
  'app.version': 'string',
  daylight: 'boolean',
  'local-time': 'time',
  'last-order': 'date',
  tags: 'list',
  'cart.items': 'list',
  'customer.plan': 'any',
};

const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 3);
const text = fc.constantFrom('a', 'b', 'ab', 'ba', 'abc');
const version = fc.constantFrom('1.2', '1.9', '2.0', '2.1');
const time = fc.constantFrom('00:00', '06:30', '12:00', '18:00', '22:15', '23:59');
const date = fc.constantFrom(
  ...['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-01T00:30', '2026-03-01T23:30:00Z', '2026-03-02T10:00:00Z'],
);
const scalar = fc.oneof(number, text, fc.boolean());
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

/** What such conditions ask about. */
export const item = fc.record(
  { price: fc.oneof(number, text), brand: text, maker: fc.record({ city: text }) },
  { requiredKeys: [] },
);

/** Half a day around the dates above. */
export const instant = fc.integer({ min: Date.parse('2026-02-28T20:00Z'), max: Date.parse('2026-03-03T04:00Z') });

const VALUES: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  number,
  string: fc.oneof(text, version),
  boolean: fc.boolean(),
  time,
  date: fc.oneof(date, instant),
  list: fc.oneof(fc.array(scalar, { maxLength: 3 }), fc.array(fc.oneof(item, scalar), { maxLength: 3 })),
  object: item,
  events: fc.constant(undefined),
  messages: fc.constant(undefined),
  any: fc.oneof(scalar, time, date, fc.array(scalar, { maxLength: 3 }), fc.array(item, { maxLength: 3 })),
};

/** What is known: now and then nothing, or something that is not of the field's type. */
export const known = fc.record(
  Object.fromEntries(
    Object.entries(FIELDS).map(([name, type]) => [
      name,
      fc.oneof({ weight: 6, arbitrary: VALUES[type] }, { weight: 2, arbitrary: fc.constant(undefined) }, VALUES.any),
    ]),
  ),
);

/** What a signal replaced: of some fields something, of others nothing at all. */
export const before = fc.record(
  Object.fromEntries(
    Object.entries(FIELDS).map(([name, type]) => [name, fc.oneof(fc.tuple(VALUES[type]), fc.constant([]))]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Readonly<Record<string, readonly unknown[]>>>;

const entry = (operator: string, args: fc.Arbitrary<unknown>) => fc.tuple(fc.constant(operator), args);
const either = (operators: readonly string[], args: fc.Arbitrary<unknown>) =>
  fc.oneof(...operators.map((operator) => entry(operator, args)));
type Entry = fc.Arbitrary<readonly [string, unknown]>;
type Test = fc.Arbitrary<unknown>;

const sorted = fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const onNumbers: Entry = fc.oneof(
  either(['at-least', 'at-most', 'above', 'below', 'equals', 'differs'], number),
  either(['one-of', 'none-of'], some(number)),
  entry('between', sorted),
);
const onTexts: Entry = fc.oneof(
  either(['equals', 'differs', 'contains', 'starts-with', 'ends-with'], text),
  either(['one-of', 'none-of'], some(text)),
  entry('matches', fc.constantFrom('^a', 'b$', 'a.c', '^[ab]{2}$')),
  either(['version-at-least', 'version-below'], version),
);
const onTimes: Entry = fc.oneof(
  either(['before', 'after', 'equals'], time),
  entry(
    'between',
    fc.tuple(time, time).filter(([from, to]) => from !== to),
  ),
);
const plainDate = fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-02');
const onDates: Entry = fc.oneof(
  either(['before', 'after'], date),
  either(['within-last', 'within-next', 'older-than'], fc.constantFrom('1h', '1d', '3d')),
  entry('on-day', fc.oneof(plainDate, fc.constant('today'))),
  entry('anniversary', fc.constant('today')),
  entry(
    'between',
    fc.tuple(plainDate, plainDate).map((days) => days.sort()),
  ),
);
const onAnything = either(['exists', 'missing'], fc.constant(true));

/** Several tests at once, or a scalar to equal. */
const testsOf = (one: Entry, equal: fc.Arbitrary<unknown>): Test =>
  fc.oneof(
    { weight: 1, arbitrary: equal },
    { weight: 5, arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }).map(Object.fromEntries) },
  );
const numberTest = testsOf(fc.oneof(onNumbers, onAnything), number);

/** Conditions on the properties of an item, or of what a signal says. */
export const where: Test = fc
  .record(
    {
      price: numberTest,
      brand: testsOf(onTexts, text),
      'maker.city': testsOf(onTexts, text),
      any: some(fc.oneof(fc.record({ price: numberTest }), fc.record({ brand: testsOf(onTexts, text) }))),
    },
    { requiredKeys: [] },
  )
  .filter((conditions) => Object.keys(conditions).length > 0);

const onLists: Entry = fc.oneof(
  either(['has-any', 'has-all', 'has-none'], some(scalar)),
  entry('length', numberTest),
  either(['any-item', 'every-item'], fc.record({ where })),
  entry('count-of', fc.record({ where, is: numberTest })),
  entry(
    'sum-of',
    fc.record({ property: fc.constant('price'), where, is: numberTest }, { requiredKeys: ['property', 'is'] }),
  ),
);

const changed = entry('changed', fc.constant(true));
const onChanges: Partial<Record<FieldType, Entry>> = {
  number: fc.oneof(
    either(['changed-to', 'changed-from', 'rose-above', 'fell-below'], number),
    either(['rose-by', 'fell-by'], fc.constantFrom(0.5, 1, 2, '50%', '100%')),
    changed,
  ),
  string: fc.oneof(either(['changed-to', 'changed-from'], text), changed),
  boolean: fc.oneof(either(['changed-to', 'changed-from'], fc.boolean()), changed),
};

const ON: Readonly<Record<FieldType, Entry>> = {
  number: onNumbers,
  string: onTexts,
  boolean: either(['equals', 'differs'], fc.boolean()),
  time: onTimes,
  date: onDates,
  list: onLists,
  object: onAnything,
  events: onAnything,
  messages: onAnything,
  any: fc.oneof(onNumbers, onTexts, onTimes, onDates, onLists),
};
const EQUAL: Partial<Record<FieldType, fc.Arbitrary<unknown>>> = {
  number,
  string: text,
  boolean: fc.boolean(),
  time,
  any: scalar,
};

const conditionWith = (isLasting: boolean) =>
  fc.oneof(
    ...Object.entries(FIELDS).map(([field, type]) => {
      const one = fc.oneof(
        { weight: 6, arbitrary: ON[type] },
        { weight: isLasting ? 0 : 2, arbitrary: onChanges[type] ?? changed },
        onAnything,
      );
      return testsOf(one, EQUAL[type] ?? one.map((test) => Object.fromEntries([test]))).map((test) => ({
        [field]: test,
      }));
    }),
  );

const treeOf = (condition: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 3, depthSize: 'small' }, condition, tie('group'), tie('group')),
    group: fc
      .tuple(
        fc.constantFrom('all', 'any', 'none', 'all', 'any', 'none', 'not-all', 'exactly-one'),
        fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      )
      .map(([group, parts]) => ({ [group]: parts })),
    when: fc.oneof(
      { weight: 9, arbitrary: tie('tree') },
      { weight: 1, arbitrary: fc.tuple(condition, tie('group')).map(([a, b]) => ({ ...a, ...(b as object) })) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  })).when;

/** Random `when` as a marketer could write it. */
export const when = treeOf(conditionWith(false));

/** The same without conditions on what a signal changed. */
export const lastingWhen = treeOf(conditionWith(true));
