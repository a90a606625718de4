import { describe, expect, test } from 'vitest';
import { fillSlot, problemsOf } from '../../test/support/slots.ts';
import { TEMPLATE_LIMITS } from '../source/limits.ts';

const VIEW = {
  customer: { name: 'Eva', nothing: null, no: false },
  cart: { items: [{ name: 'boots' }], empty: [], count: 12n, bad: Number.NaN, group: { a: 1 }, call: () => 1 },
};
const write = (source: string, view: object = VIEW) => fillSlot('text', source, view as never);
const refused = (source: string) => problemsOf('text', source);

describe('what cannot be written is said', () => {
  test.each([
    ['{{customer.nothing}}', 'customer.nothing is not known'],
    ['{{customer.other}}', 'customer.other is not known'],
    ['{{cart.items}}', 'cart.items is a list: use {{#each}} or list-join'],
    ['{{cart.group}}', 'cart.group is a group of values: name one of them'],
    ['{{cart.bad}}', 'cart.bad is not a text or a number'],
    ['{{cart.call}}', 'cart.call is not a text or a number'],
    ['{{#each customer.name}}x{{/each}}', 'customer.name is not a list'],
    ['{{#each customer.name}}x{{else}}y{{/each}}', 'customer.name is not a list'],
    ['{{#each cart.other}}x{{/each}}', 'cart.other is not known'],
    ['{{#each customer.nothing}}x{{/each}}', 'customer.nothing is not known'],
    ['{{#with customer.name}}x{{else}}y{{/with}}', 'customer.name is not a group of values'],
    ['{{#with customer.nothing}}x{{/with}}', 'customer.nothing is not known'],
    [
      '{{upper (fallback cart.a cart.b)}}',
      'fallback: expected at least one value that is known; not known: cart.a, cart.b',
    ],
    ['{{upper cart.items}}', 'upper: expected a text, got a list'],
  ])('%s', (source, said) => {
    expect(() => write(source)).toThrow(said);
  });
});

test('values, blocks and their other ways are written', () => {
  expect(write('{{customer.no}} {{cart.count}}{{! a note }}')).toBe('false 12');
  expect(
    write('{{#if customer.name}}{{else}}x{{/if}}{{#if cart.empty}}x{{/if}}{{#unless cart.items}}x{{/unless}}'),
  ).toBe('');
  expect(write('{{#unless cart.empty}}a{{else}}b{{/unless}}{{#unless cart.items}}a{{else}}b{{/unless}}')).toBe('ab');
  expect(write('{{#with cart.group}}{{a}}{{else}}x{{/with}}{{#with customer.nothing}}x{{else}}y{{/with}}')).toBe('1y');
  expect(write('{{#each cart.empty}}x{{/each}}{{#each customer.nothing}}x{{else}}none{{/each}}')).toBe('none');
  expect(write('{{#each cart.items}}{{/each}}{{#if customer.name}}{{/if}}{{#with cart.group}}{{/with}}')).toBe('');
  expect(write('{{fallback undefined null "text"}} {{fallback true}} {{fallback 7}}')).toBe('text true 7');
  expect(write('{{weekday style="short"}}')).toBe('Fri');
});

test('what a template may not do is said, all of it', () => {
  expect(refused('{{{customer.name}}} {{"text"}} {{7}}\n{{> part}}{{#> part}}x{{/part}}{{* x}}{{#* x}}{{/x}}')).toEqual(
    [
      '1:1 two braces: every value is escaped for its place',
      '1:21 the name of a variable or a helper',
      '1:32 the name of a variable or a helper',
      '2:1 no partials ({{> …}})',
      '2:11 no partials ({{#> …}})',
      '2:32 no decorators ({{* …}})',
      '2:39 no decorators ({{#* …}})',
    ],
  );
  const blocks = 'one of {{#if value}}, {{#unless value}}, {{#each value}}, {{#with value}}';
  expect(refused('{{#if}}x{{/if}}')).toEqual([`1:1 ${blocks}, got 'if'`]);
  expect(refused('{{#if a b}}x{{/if}}')).toEqual([`1:1 ${blocks}, got 'if'`]);
  expect(refused('{{#list a}}x{{/list}}')).toEqual([`1:1 ${blocks}, got 'list'`]);
  expect(refused('{{other a=1}}')[0]).toMatch(/^1:3 a helper, got 'other'/);
});

test('of problems without end a hundred are told', () => {
  expect(refused('{{other a=1}}'.repeat(99))).toHaveLength(99);
  expect(refused('{{other a=1}}'.repeat(101))).toHaveLength(100);
});

test('every way through a block ends at the same place', () => {
  const wrong = 'every way through the block to end at the same place: the same tags and quotes open';
  const inHtml = (source: string) => problemsOf('html', source);
  expect(inHtml('{{#if a}}<p title="x">{{else}}<p title="y">{{/if}}')).toEqual([]);
  expect(inHtml('<p {{#if a}}title="{{/if}}x">')).toEqual([`1:4 ${wrong}`]);
  expect(inHtml('<p {{#if a}}title="{{else}}title="{{/if}}x">')).toEqual([]);
  expect(inHtml('<p {{#each a}}title="{{else}}title="{{/each}}x">')).toEqual([`1:4 ${wrong}`]);
  expect(inHtml('<p title="{{#with a}}">{{else}}" {{/with}}<b>')[0]).toContain(wrong);
});

describe('calls and blocks stand within each other only so deep', () => {
  const most = TEMPLATE_LIMITS.nesting;
  const tooDeep = `at most ${most} calls and blocks within each other`;
  const blocks = (depth: number) => '{{#if a}}'.repeat(depth) + '{{/if}}'.repeat(depth);
  const calls = (depth: number) => `{{upper ${'(upper '.repeat(depth - 1)}"a"${')'.repeat(depth - 1)}}}`;

  test('blocks', () => {
    expect(refused(blocks(most))).toEqual([]);
    expect(refused(blocks(most + 1))).toEqual([`1:${most * 9 + 1} ${tooDeep}`]);
  });

  test('calls, alone and in a block', () => {
    expect(write(calls(most))).toBe('A');
    expect(refused(calls(most + 1))).toEqual([expect.stringContaining(tooDeep)]);
    expect(refused(`{{#if a}}${calls(most - 1)}{{/if}}`)).toEqual([]);
    expect(refused(`{{#if a}}${calls(most)}{{/if}}`)).toEqual([expect.stringContaining(tooDeep)]);
  });
});

test('the turns of all its lists together are bounded', () => {
  const list = (length: number) => ({ customer: {}, list: Array.from({ length }, () => 0) });
  const twice = '{{#each list}}{{/each}}{{#each list}}{{/each}}';
  expect(write(twice, list(TEMPLATE_LIMITS.turns / 2))).toBe('');
  expect(() => write(twice, list(TEMPLATE_LIMITS.turns / 2 + 1))).toThrow('more than 10000 turns of {{#each}}');
  expect(write('{{#each list}}12345{{/each}}', list(400))).toHaveLength(2_000);
  expect(() => write('{{#each list}}12345{{/each}}', list(9_000))).toThrow('more than 2000 characters');
});
