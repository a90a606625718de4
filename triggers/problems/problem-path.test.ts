import { expect, test } from 'vitest';
import * as z from 'zod';
import { problemsIn } from './problem-path.ts';

const problemsOf = (schema: z.ZodType, input: unknown) => {
  const { error } = schema.safeParse(input, { reportInput: true });
  return error ? [...problemsIn(error, 'body')] : [];
};

test('a number where a text belongs is told as one, with the quotes that make it a text', () => {
  const schema = z.object({ id: z.string('an id') });
  expect(problemsOf(schema, { id: 12 })).toEqual([
    { path: 'body.id', expected: 'an id, as text: got the number 12, write "12" in quotes' },
  ]);
  expect(problemsOf(schema, { id: [] })).toEqual([{ path: 'body.id', expected: 'an id' }]);
});

test('nothing is said of quotes where no text belongs', () => {
  expect(problemsOf(z.object({ most: z.number('a number') }), { most: true })).toEqual([
    { path: 'body.most', expected: 'a number' },
  ]);
  expect(problemsOf(z.object({ most: z.number().max(5, 'at most 5') }), { most: 12 })).toEqual([
    { path: 'body.most', expected: 'at most 5' },
  ]);
});
