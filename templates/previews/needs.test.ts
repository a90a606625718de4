import { expect, test } from 'vitest';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Helper, TemplateDefinition } from '../contract.ts';
import { needsOf } from './needs.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const template = (source: string, more: Partial<TemplateDefinition> = {}): TemplateDefinition => ({
  name: 't',
  summary: '',
  channels: { email: { subject: source } },
  locales: {},
  ...more,
});
const needs = (source: string) => needsOf(template(source), helpers).map(({ values }) => values.join(' or '));

test.each([
  ['a value', 'Hi {{customer.name}}, {{event.name}}', ['customer.name', 'event.name']],
  ['what a helper cannot do without', '{{upper event.name}} {{currency cart.value}}', ['event.name', 'cart.value']],
  ['within a call', '{{upper (truncate event.name 5)}}', ['event.name']],
  ['one of several', '{{fallback event.name customer.name}}', ['event.name or customer.name']],
  ['a parameter', '{{link "https://shop.example/c" id=event.id}}', ['event.id']],
  ['a list', '{{#each cart.items}}{{name}}{{/each}}', ['cart.items']],
  ['a group', '{{#with event.product}}{{name}}{{/with}}', ['event.product']],
  ['what a condition cannot do without', '{{#if (equals (upper event.a) "X")}}x{{/if}}', ['event.a']],
])('%s is needed', (_what, source, expected) => {
  expect(needs(source)).toEqual(expected);
});

test.each([
  ['with a fallback', '{{fallback event.name "there"}} {{upper (fallback event.name "x")}}'],
  ['in a condition', '{{#if event.name}}{{event.name}}{{/if}}{{#unless event.a}}x{{/unless}}'],
  ['in a list that may be missing', '{{#each cart.items}}{{name}}{{else}}nothing{{/each}}'],
  ['of a yes or no', '{{when customer.member "for free" "for 4.90"}}{{#if (any event.a event.b)}}x{{/if}}'],
  ['in plain text', 'Hello'],
])('nothing is needed %s', (_what, source) => {
  expect(needs(source)).toEqual([]);
});

test('it is told where, in every locale', () => {
  const locales = { de: { email: { subject: '{{place.name}}' } } };
  expect(needsOf(template('{{event.a}}', { locales }), helpers)).toEqual([
    { values: ['event.a'], channel: 'email', at: 'channels.email.subject' },
    { values: ['place.name'], channel: 'email', at: 'locales.de.email.subject' },
  ]);
});
