import { createTranslator } from 'use-intl/core';
import { expect, test } from 'vitest';
import english from '../../../console/words/en/index.ts';
import { pseudoOf } from './pseudo.ts';

test('a text is longer, has accents and brackets, and keeps its arguments and what it chooses by', () => {
  expect(pseudoOf({ a: { b: 'Places' } })).toEqual({ a: { b: '⟦Plááçééš⟧' } });
  const message = pseudoOf('{count, plural, =0 {no place} one {# place of {name}} other {# places}}') as string;
  const say = (values: Record<string, string | number>) =>
    createTranslator({ locale: 'en', messages: { message } })('message', values);
  expect(say({ count: 0 })).toBe('⟦ñóó plááçéé⟧');
  expect(say({ count: 1, name: 'anna' })).toBe('⟦1 plááçéé óóf anna⟧');
});

test('all words together are about 40 % longer', () => {
  const [before, after] = [JSON.stringify(english), JSON.stringify(pseudoOf(english))].map(({ length }) => length);
  expect(after! / before!).toBeGreaterThan(1.2);
});
