import { describe, expect, test } from 'vitest';
import { momentWith, signalOf } from '../../test/support/moments.ts';
import { wordsOf } from '../../test/support/words-of.ts';
import type { FieldType, Moment, When } from '../contract.ts';
import { defineDerived } from '../fields/contract.ts';
import type { Operator } from '../operators/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { nowOf } from '../state/now.ts';
import { loadFolder } from '../vocabulary/registry.ts';
import { createVocabulary } from '../vocabulary/vocabulary.ts';
import { compileWhen } from './compile.ts';
import { explain } from './explain.ts';
import { readWhen } from './read.ts';

const TYPES: Readonly<Record<string, FieldType>> = {
  'local-time': 'time',
  'weather.condition': 'string',
  'device.form': 'string',
  'cart.value': 'number',
  'cart.items': 'list',
  'last-order': 'date',
};
const operators = await loadFolder<Operator>(new URL('../operators/', import.meta.url));
const vocabulary = createVocabulary({
  operators,
  fields: new Map([
    ...Object.entries(TYPES).map(
      ([name, type]) =>
        [name, defineDerived({ name, ...wordsOf(name), type, read: ({ signal }) => signal?.value[name] })] as const,
    ),
    [
      'customer.*',
      {
        name: 'customer.*',
        ...wordsOf('A trait'),
        type: 'any' as const,
        bind:
          (rest: string) =>
          ({ signal }: Moment) =>
            signal?.value[`customer.${rest}`],
      },
    ],
  ]),
  signals: new Map(),
  wakers: new Map(),
});

function read(source: unknown): { when: When; problems: readonly string[] } {
  const problems: string[] = [];
  const when = readWhen(source, vocabulary, {
    conditions: 0,
    report: (path, expected) => problems.push(`${path}: ${expected}`),
  });
  return { when, problems };
}

const problemsOf = (source: unknown) => read(source).problems;
const momentOf = (values: Readonly<Record<string, unknown>>) =>
  momentWith(emptyState('c1'), { signal: signalOf('cart', values) });

function answer(source: unknown, values: Readonly<Record<string, unknown>>) {
  const { when, problems } = read(source);
  expect(problems).toEqual([]);
  const moment = momentOf(values);
  return compileWhen(when, vocabulary, false)(moment, nowOf(moment));
}

describe('reading', () => {
  test('takes the forms that people write', () => {
    expect(read({ all: [{ 'local-time': { between: ['18:00', '22:00'] } }, { 'device.form': 'phone' }] })).toEqual({
      problems: [],
      when: {
        all: [
          { field: 'local-time', operator: 'between', args: ['18:00', '22:00'] },
          { field: 'device.form', operator: 'equals', args: 'phone' },
        ],
      },
    });
    expect(read({ 'cart.value': { 'at-least': 10, below: 20 } }).when).toEqual({
      all: [
        { field: 'cart.value', operator: 'at-least', args: 10 },
        { field: 'cart.value', operator: 'below', args: 20 },
      ],
    });
    expect(read({ 'device.form': 'phone', none: [{ 'customer.plan': 'gold' }] }).when).toEqual({
      all: [
        { field: 'device.form', operator: 'equals', args: 'phone' },
        { none: [{ field: 'customer.plan', operator: 'equals', args: 'gold' }] },
      ],
    });
  });

  test('nothing at all holds always', () => {
    expect(read(undefined)).toEqual({ problems: [], when: { all: [] } });
    expect(answer(undefined, {})).toBe(true);
  });

  test('lists every problem with its path and what was expected', () => {
    expect(
      problemsOf({
        all: [
          { 'local-tme': { between: ['18:00', '22:00'] } },
          { 'weather.condition': { 'one-off': ['rain'] } },
          { 'cart.value': { 'at-least': 'ten' } },
          { 'cart.value': { contains: 'x' } },
          { any: [{ 'local-time': { between: ['18:00', '25:00'] } }, { 'custmer.plan': 'gold' }] },
          { 'cart.items': { 'any-item': { where: { price: { 'at-leest': 3 } } } } },
          { 'cart.items': { length: { above: 'many' } } },
          { 'cart.items': { 'has-any': [] } },
        ],
      }),
    ).toEqual([
      "when.all[0].local-tme: a field; the nearest to 'local-tme' is 'local-time'",
      "when.all[1].weather.condition.one-off: an operator; the nearest to 'one-off' is 'one-of'",
      'when.all[2].cart.value.at-least: a number',
      'when.all[3].cart.value.contains: an operator that reads a number: above, at-least, at-most, below, between, differs, equals, exists, missing, none-of, one-of',
      'when.all[4].any[0].local-time.between[1]: a time from "00:00" to "23:59"',
      "when.all[4].any[1].custmer.plan: a field; the nearest to 'custmer.plan' is 'customer.plan'",
      "when.all[5].cart.items.any-item.where.price.at-leest: an operator; the nearest to 'at-leest' is 'at-least'",
      'when.all[6].cart.items.length.above: a number',
      'when.all[7].cart.items.has-any: a list of at least one',
    ]);
  });

  test('wants arguments that go with the type of the field', () => {
    expect(problemsOf({ 'local-time': { between: [18, 22] } })).toEqual([
      'when.local-time.between[0]: a time from "00:00" to "23:59"',
      'when.local-time.between[1]: a time from "00:00" to "23:59"',
    ]);
    expect(problemsOf({ 'cart.value': { between: [22, 18] } })).toEqual([
      'when.cart.value.between: two numbers [from, to], the smaller first',
    ]);
    expect(problemsOf({ 'cart.value': 'ten' })).toEqual(['when.cart.value: a number']);
    expect(problemsOf({ 'last-order': { before: '18:00' } })[0]).toContain('a date such as "2026-12-24"');
  });

  test.each([
    [null, 'when: conditions such as'],
    [[], 'when: conditions such as'],
    ['phone', 'when: conditions such as'],
    [{}, 'when: at least one condition'],
    [{ all: [] }, 'when.all: a list of at least one condition'],
    [{ any: { 'device.form': 'phone' } }, 'when.any: a list of at least one condition'],
    [{ all: [{ 'device.form': 'phone', 'cart.value': 3 }] }, 'when.all[0]: one condition in each entry'],
    [{ all: ['phone'] }, 'when.all[0]: conditions such as'],
    [{ 'device.form': ['phone'] }, 'when.device.form: an operator; for one of several values write { one-of: [ … ] }'],
    [{ 'device.form': null }, 'when.device.form: an operator such as'],
    [{ 'device.form': {} }, 'when.device.form: an operator such as'],
    [{ 'customer.': 1 }, 'when.customer.: a field'],
    [JSON.parse('{"__proto__": 1}'), 'when.__proto__: a field'],
    [{ 'device.form': { constructor: 1 } }, 'when.device.form.constructor: an operator'],
    [{ 'device.form': { matches: '(a' } }, 'when.device.form.matches: a regular expression'],
    [{ 'device.form': { matches: '((a{1,30}){1,30}){1,30}' } }, 'when.device.form.matches: a regular expression'],
  ])('refuses %j', (source, problem) => {
    expect(problemsOf(source)).toHaveLength(1);
    expect(problemsOf(source)[0]).toContain(problem);
  });

  test('has limits on conditions, on depth and on lists, and looks no further', () => {
    const condition = { 'device.form': 'phone' };
    expect(problemsOf({ all: Array(64).fill(condition) })).toEqual([]);
    expect(problemsOf({ all: Array(100_000).fill(condition) })).toEqual([
      'when.all[64].device.form: at most 64 conditions',
    ]);
    expect(problemsOf({ all: Array(100_000).fill({ nonsense: 1 }) })).toHaveLength(65);

    const nest = (depth: number): unknown => (depth === 1 ? condition : { all: [nest(depth - 1)] });
    expect(problemsOf(nest(8))).toEqual([]);
    expect(problemsOf(nest(9))).toEqual([`when${'.all[0]'.repeat(8)}: at most 8 levels of conditions`]);
    const endless: unknown[] = [];
    endless.push({ all: endless }, { none: endless });
    expect(problemsOf({ any: endless }).length).toBeLessThanOrEqual(65);
    const items: { 'any-item': unknown } = { 'any-item': {} };
    items['any-item'] = { where: { x: items } };
    expect(problemsOf({ 'cart.items': items })[0]).toContain('at most 8 levels of conditions');

    const list = (length: number) => ({ 'device.form': { 'one-of': Array(length).fill('x') } });
    expect(problemsOf(list(1_000))).toEqual([]);
    expect(problemsOf(list(1_001))).toEqual(['when.device.form.one-of: a list of at most 1,000']);
  });
});

describe('three-valued logic', () => {
  const yes = { 'device.form': 'phone' };
  const no = { 'device.form': 'tablet' };
  const unknown = { 'cart.value': { above: 3 } };
  const values = { 'device.form': 'phone' };

  test.each([
    ['all', [yes, yes], true],
    ['all', [yes, unknown], undefined],
    ['all', [unknown, no], false],
    ['any', [no, no], false],
    ['any', [no, unknown], undefined],
    ['any', [unknown, yes], true],
    ['none', [no, no], true],
    ['none', [no, unknown], undefined],
    ['none', [unknown, yes], false],
    ['none', [unknown], undefined],
  ])('%s of %j is %s', (group, parts, expected) => {
    expect(answer({ [group]: parts }, values)).toBe(expected);
  });

  test('a trigger may take unknown for no, condition by condition', () => {
    const { when } = read({ none: [unknown] });
    const moment = momentOf(values);
    expect(compileWhen(when, vocabulary, true)(moment, nowOf(moment))).toBe(true);
    expect(explain(when, moment, vocabulary, true).answer).toBe(true);
  });

  test('stops at the first condition that settles the answer', () => {
    let reads = 0;
    const counted = createVocabulary({
      operators,
      fields: new Map([
        ['a', defineDerived({ name: 'a', ...wordsOf('a'), type: 'number', read: () => 1 })],
        ['b', defineDerived({ name: 'b', ...wordsOf('b'), type: 'number', read: () => reads++ })],
      ]),
      signals: new Map(),
      wakers: new Map(),
    });
    const when: When = {
      all: [
        { field: 'a', operator: 'equals', args: 2 },
        { field: 'b', operator: 'equals', args: 2 },
      ],
    };
    const moment = momentOf({});
    expect(compileWhen(when, counted, false)(moment, nowOf(moment))).toBe(false);
    expect(reads).toBe(0);
  });
});

describe('groups that are made of others', () => {
  const forms = [{ 'device.form': 'phone' }, { 'weather.condition': 'rain' }, { 'cart.value': 3 }];

  test('exactly one of them holds, and no unknown one can change that', () => {
    const one = { 'exactly-one': forms };
    expect(answer(one, { 'device.form': 'phone', 'weather.condition': 'fog', 'cart.value': 1 })).toBe(true);
    expect(answer(one, { 'device.form': 'phone', 'weather.condition': 'rain' })).toBe(false);
    expect(answer(one, { 'device.form': 'phone', 'weather.condition': 'fog' })).toBeUndefined();
    expect(answer(one, { 'device.form': 'tv', 'weather.condition': 'fog', 'cart.value': 1 })).toBe(false);
    expect(answer({ 'exactly-one': forms.slice(0, 1) }, { 'device.form': 'phone' })).toBe(true);
  });

  test('not all of them hold', () => {
    expect(answer({ 'not-all': forms }, { 'device.form': 'tv' })).toBe(true);
    expect(answer({ 'not-all': forms }, { 'device.form': 'phone', 'weather.condition': 'rain' })).toBeUndefined();
    expect(answer({ 'not-all': forms.slice(0, 1) }, { 'device.form': 'phone' })).toBe(false);
  });
});

test('compiling what was never checked is refused', () => {
  expect(() => compileWhen({ field: 'shoe', operator: 'equals', args: 1 }, vocabulary, false)).toThrow(
    'was not checked',
  );
  expect(() => compileWhen({ field: 'cart.items', operator: 'length', args: { shoe: 1 } }, vocabulary, false)).toThrow(
    'was not checked',
  );
});

test('an explanation has every condition, what it saw and what it answered', () => {
  const { when } = read({
    all: [{ 'device.form': 'tablet' }, { 'weather.condition': { 'one-of': ['rain'] } }, { 'cart.value': { above: 3 } }],
  });
  expect(explain(when, momentOf({ 'device.form': 'phone', 'weather.condition': 'rain' }), vocabulary)).toEqual({
    kind: 'all',
    answer: false,
    children: [
      { kind: 'condition', field: 'device.form', operator: 'equals', args: 'tablet', saw: 'phone', answer: false },
      { kind: 'condition', field: 'weather.condition', operator: 'one-of', args: ['rain'], saw: 'rain', answer: true },
      { kind: 'condition', field: 'cart.value', operator: 'above', args: 3, saw: undefined, answer: undefined },
    ],
  });
});
