import { expect, test } from 'vitest';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Helper } from '../contract.ts';
import { fieldsIn } from './fields-in.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const names = (source: string) => fieldsIn(source, helpers).map(({ name }) => name);

test.each([
  ['Hello {{customer.firstName}}', ['customer.firstName']],
  [
    '{{currency cart.value code=cart.currency}} {{upper (fallback customer.name "you")}}',
    ['cart.value', 'cart.currency', 'customer.name'],
  ],
  [
    '{{#if customer.isVip}}{{place.name}}{{else}}{{event.total}}{{/if}}',
    ['customer.isVip', 'place.name', 'event.total'],
  ],
  ['{{#each cart.items}}{{name}} {{@index}}{{/each}}', ['cart.items']],
  ['{{#with place}}{{name}}{{/with}} {{now}}', ['place', 'now']],
  ['{{broken', []],
  ['no field', []],
])('%j reads %j', (source, fields) => {
  expect(names(source)).toEqual(fields);
});

test('a field is told with its line and column', () => {
  expect(fieldsIn('Hello\n  {{customer.frstName}}', helpers)).toEqual([
    { name: 'customer.frstName', line: 2, column: 5 },
  ]);
});
