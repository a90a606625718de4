import { describe, expect, test } from 'vitest';
import { fillSlot, problemsOf } from '../../test/support/slots.ts';
import type { View } from '../contract.ts';

const VIEW: View = {
  customer: { name: 'Eva', upper: 'field', constructors: 2, my__name__: 3 },
  upper: 'group',
  cart: {
    items: [
      { name: 'boots', sizes: [41, 42] },
      { name: 'wax', sizes: [1] },
    ],
    seen: { a: 1, b: 2 },
  },
};
const write = (source: string) => fillSlot('text', source, VIEW);
const refused = (source: string) => problemsOf('text', source);

describe('a name is looked up where it says', () => {
  test.each([
    ['a value of a group', '{{customer.name}}', 'Eva'],
    ['one within a list', '{{cart.items.[1].sizes.[0]}}', '1'],
    ['outwards, level by level', '{{#with cart}}{{#each items}}{{../../customer.name}}{{/each}}{{/with}}', 'EvaEva'],
    ['from the whole', '{{#with cart}}{{@root.customer.name}}{{/with}}', 'Eva'],
    ['the whole of an item', '{{#each cart.items}}{{#each sizes}}{{this}} {{/each}}{{/each}}', '41 42 1 '],
    ['the names of a block', '{{#each cart.items as |one at|}}{{at}}{{one.name}} {{/each}}', '0boots 1wax '],
    [
      'the name of an outer block',
      '{{#each cart.items as |one|}}{{#each one.sizes}}{{one.name}}{{/each}}{{/each}}',
      'bootsbootswax',
    ],
    [
      'the nearest of two of a name',
      '{{#each cart.items as |x|}}{{#each x.sizes as |x|}}{{x}} {{/each}}{{/each}}',
      '41 42 1 ',
    ],
    ['a field, in spite of a name', '{{#each cart.items as |name|}}{{this.name}} {{/each}}', 'boots wax '],
    ['a name like those that are refused', '{{customer.constructors}}{{customer.my__name__}}', '23'],
  ])('%s', (_what, source, wanted) => {
    expect(write(source)).toBe(wanted);
  });

  test.each([
    ['which turn it is', '{{#each cart.items}}{{@index}}{{@first}}{{@last}} {{/each}}', '0truefalse 1falsetrue '],
    ['the keys of a group', '{{#each cart.seen}}{{@key}}{{this}} {{/each}}', 'a1 b2 '],
    [
      'the turn of an outer block',
      '{{#each cart.items}}{{#each sizes}}{{@../index}}{{@index}} {{/each}}{{/each}}',
      '00 01 10 ',
    ],
    ['the turn, within a group', '{{#each cart.items}}{{#with this}}{{@index}}{{/with}}{{/each}}', '01'],
  ])('%s', (_what, source, wanted) => {
    expect(write(source)).toBe(wanted);
  });
});

test('a word names a helper only where it stands alone', () => {
  expect(() => write('{{upper}}')).toThrow('upper: expected a text, got nothing');
  expect(write('{{this.upper}} {{customer.upper}} {{@root.upper}}')).toBe('group field group');
  expect(write('{{#with customer}}{{./upper}} {{../upper}}{{/with}}')).toBe('field group');
  expect(write('{{#each cart.items as |upper|}}{{upper.name}} {{/each}}')).toBe('boots wax ');
  expect(write('{{#each cart.seen as |upper|}}{{upper}} {{/each}}')).toBe('1 2 ');
  expect(refused('{{customer.upper "a"}}')[0]).toMatch(/^1:3 a helper, got 'customer.upper' \(did you mean /);
  expect(refused('{{../upper "a"}}')[0]).toMatch(/^1:3 a helper, got '..\/upper'/);
  expect(refused('{{#each cart.items as |upper|}}{{upper "a"}}{{/each}}')[0]).toMatch(/ a helper, got 'upper'/);
});

test('names that lead out of the data are refused, each by its own name', () => {
  for (const name of ['constructor', 'prototype', '__proto__', '__x__']) {
    expect(refused(`{{customer.${name}}}`)).toEqual([`1:3 a field, got '${name}'`]);
    expect(refused(`{{@root.${name}}}`)).toEqual([`1:3 a field, got '${name}'`]);
  }
  expect(refused('{{../customer}}')).toEqual(["1:3 at most 0 '../' here"]);
  expect(refused('{{#with cart}}{{../../customer.name}}{{/with}}')).toEqual(["1:17 at most 1 '../' here"]);
  const turns = '@root, or one of @index, @key, @first, @last within {{#each}}';
  expect(refused('{{@index}}')).toEqual([`1:3 ${turns}`]);
  for (const name of ['@name', '@index.x', '@../index']) {
    expect(refused(`{{#each cart.items}}{{${name}}}{{/each}}`), name).toEqual([`1:23 ${turns}`]);
  }
  expect(refused('{{#with cart}}{{@first}}{{/with}}')).toEqual([`1:17 ${turns}`]);
});
