import { expect, test } from 'vitest';
import { catalogFor } from '../../../test/support/catalog.ts';
import type { Schema } from './contract.ts';
import { durationParts } from './duration-parts.ts';
import { firstValue } from './first-value.ts';
import { alternativeOf, fits } from './fits.ts';
import { readOpenScalar, writeOpenScalar } from './open-scalar.ts';
import { inputFor } from './schema-input.tsx';

const catalog = await catalogFor('en');

test('every example of every waker and operator has the shape that its form is drawn from', () => {
  const strays = [...catalog.wakers, ...catalog.operators].flatMap(({ name, schema, examples = [] }) =>
    examples
      .map((example) => (example as { readonly args: unknown }).args)
      .filter((args) => !fits(schema as Schema, args))
      .map((args) => `${name} ${JSON.stringify(args)}`),
  );
  expect(strays).toEqual([]);
});

test('what a form begins with has the shape that it is drawn from', () => {
  const strays = [...catalog.wakers, ...catalog.operators].filter(
    ({ schema }) => !fits(schema as Schema, firstValue(schema as Schema)),
  );
  expect(strays.map(({ name }) => name)).toEqual([]);
});

test('a mapping of names that its writer chooses is drawn name by name; one of which nothing is said stays text', () => {
  const names: Schema = { type: 'string', pattern: '^[a-z]+$' };
  const record: Schema = { type: 'object', propertyNames: names, additionalProperties: { type: 'boolean' } };
  expect(inputFor(record).name).toBe('RecordOf');
  expect(inputFor({ ...record, additionalProperties: {} }).name).toBe('RawOf');
});

test('of alternatives that look alike the one that allows the value is drawn', () => {
  const alternatives: readonly Schema[] = [
    { type: 'number' },
    { type: 'string', enum: ['today', 'tomorrow'] },
    { type: 'string', pattern: '^\\d{4}-' },
    { type: 'object', properties: { a: { type: 'number' } }, additionalProperties: false },
  ];
  expect(
    [3, 'today', '2026-01-01', 'neither', { a: 1 }, { b: 1 }].map((one) => alternativeOf(alternatives, one)),
  ).toEqual([0, 1, 2, 1, 3, -1]);
});

test.each([
  ['24h', { count: 24, unit: 'h' }],
  ['0s', { count: 0, unit: 's' }],
  ['1h30m', undefined],
  [24, undefined],
])('the duration %j is drawn as %j', (text, parts) => {
  expect(durationParts(text)).toEqual(parts);
});

test.each([
  ['gold', 'gold'],
  ['20', 20],
  ['-0.5', -0.5],
  ['true', true],
  ['"20"', '20'],
  ['"true"', 'true'],
  ['"', '"'],
  ['18:00', '18:00'],
  ['2026-01-01', '2026-01-01'],
  [' rain ', ' rain '],
  ['null', 'null'],
])('a value typed as %s is %j, and is written the same again', (text, value) => {
  expect(readOpenScalar(text)).toBe(value);
  expect(readOpenScalar(writeOpenScalar(value))).toBe(value);
});
