import { expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { wordsOf } from '../../test/support/words-of.ts';
import type { Field } from '../contract.ts';
import { defineDerived } from '../fields/contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { createVocabulary } from './vocabulary.ts';

const family = (name: string): Field => ({
  name,
  ...wordsOf(name),
  type: 'any',
  bind: (rest) => () => `${name} ${rest}`,
});
const kept = { ...wordsOf('Battery'), type: 'number', unit: '%', staysTrueMs: 1_000, from: () => 5 } as const;
const device = { name: 'device', keeps: { 'device.battery': kept } } as unknown as SignalKind;
const fieldsOf = (...fields: readonly Field[]) => new Map(fields.map((field) => [field.name, field]));

const vocabulary = createVocabulary({
  operators: new Map(),
  wakers: new Map(),
  signals: new Map([['device', device]]),
  fields: fieldsOf(
    family('event.*'),
    family('event.cart.*'),
    defineDerived({ name: 'event.name', ...wordsOf('Name'), type: 'string', read: () => 'x' }),
  ),
});
const read = (name: string, state = emptyState('c1')) => vocabulary.resolve(name)?.read(momentWith(state));

test('a field is found by its name before its family, and by the longest family', () => {
  expect(read('event.name')).toBe('x');
  expect(read('event.total')).toBe('event.* total');
  expect(read('event.product.brand')).toBe('event.* product.brand');
  expect(read('event.cart.total')).toBe('event.cart.* total');
});

test.each(['event', 'event.', 'event.*', '.event', '', 'nothing', 'nothing.name'])('%j is no field', (name) => {
  expect(vocabulary.resolve(name)).toBeUndefined();
});

test('what a signal keeps is a field, known until it no longer counts as true', () => {
  expect(vocabulary.resolve('device.battery')!.field).toMatchObject({
    type: 'number',
    unit: '%',
    ...wordsOf('Battery'),
  });
  const state = emptyState('c1');
  expect(read('device.battery', state)).toBeUndefined();
  state.values['device.battery'] = { v: 5, at: T - 1_000, until: T, source: 'device' };
  expect(read('device.battery', state)).toBe(5);
  state.values['device.battery'] = { v: 5, at: T - 1_001, until: T - 1, source: 'device' };
  expect(read('device.battery', state)).toBeUndefined();
  state.values['device.battery'] = { v: 7, at: 1, source: 'device' };
  expect(read('device.battery', state)).toBe(7);
});

test('two parts cannot claim one name', () => {
  const fields = fieldsOf(defineDerived({ name: 'device.battery', ...wordsOf(''), type: 'any', read: () => 1 }));
  const signals = new Map([['device', device]]);
  expect(() => createVocabulary({ operators: new Map(), wakers: new Map(), signals, fields })).toThrow(
    "two fields are named 'device.battery'",
  );
});
