import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import type { SlotShape } from '../contract.ts';
import { EXAMPLE_SETTING } from '../previews/example-setting.ts';
import { compileSlot } from './slot.ts';

const EXPECTED = 'a number';
const shape: SlotShape = {
  ...wordsOf(''),
  format: 'text',
  required: false,
  maxChars: 10,
  expects: (text: string) => (/^\d+$/.test(text) ? undefined : EXPECTED),
};
const compile = (source: string) => compileSlot(source, shape, new Map());

test('a fixed text that means nothing in its slot is refused at once, one with values when it is filled', () => {
  expect(compile('many')).toEqual({ problems: [{ line: 1, column: 0, expected: EXPECTED }] });
  expect(compile('7')).toHaveProperty('slot');
  const compiled = compile('{{event.count}}');
  if ('problems' in compiled) throw new Error('it was refused');
  const fill = (count: unknown) => compiled.slot({ customer: {}, event: { count } }, EXAMPLE_SETTING);
  expect(fill(7)).toBe('7');
  expect(() => fill('many')).toThrow(EXPECTED);
});
