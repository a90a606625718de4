import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { checkNested } from '../triggers/conditions/compile.ts';
import type { Example, Operator } from '../triggers/operators/contract.ts';
import { emptyState } from '../triggers/state/empty-state.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { loadVocabulary } from '../triggers/vocabulary/vocabulary.ts';
import type { Waker } from '../triggers/wakers/contract.ts';
import { momentWith } from './support/moments.ts';

const operators = await loadFolder<Operator>(new URL('../triggers/operators/', import.meta.url));
const wakers = await loadFolder<Waker>(new URL('../triggers/wakers/', import.meta.url));
const nested = checkNested(await loadVocabulary(), 'example');
const JUNK = [
  undefined,
  null,
  true,
  -0,
  Number.NaN,
  Infinity,
  'x',
  '',
  {},
  [],
  [null],
  Symbol('s'),
  new Map(),
  () => 1,
];

const nowOf = ({ at, zone }: Pick<Example, 'at' | 'zone'>) => ({
  at: Date.parse(at ?? '1970-01-01T00:00:00Z'),
  zone: zone ?? 'UTC',
});

describe.each([...operators.values()])('operator $name', (operator) => {
  test('does what its examples say', () => {
    for (const example of operator.examples) {
      const answer = operator.compile(example.args, nested)(example.value, nowOf(example));
      expect([JSON.stringify(example), answer]).toEqual([JSON.stringify(example), example.answer]);
    }
  });

  test('shows a yes, a no, and an unknown unless it always knows', () => {
    const shown = new Set(operator.examples.map(({ answer }) => answer));
    const alwaysKnows = operator.examples.every((example) => {
      const holds = operator.compile(example.args, nested);
      return JUNK.every((junk) => holds(junk, nowOf(example)) !== undefined);
    });
    expect(shown).toEqual(new Set(alwaysKnows ? [true, false] : [true, false, undefined]));
  });

  test('answers junk, never throws, and does not know what it was not told', () => {
    for (const example of operator.examples) {
      const holds = operator.compile(example.args, nested);
      for (const junk of JUNK) expect([true, false, undefined]).toContain(holds(junk, nowOf(example)));
      if (operator.reads.includes('any')) continue;
      for (const nothing of [undefined, null]) expect(holds(nothing, nowOf(example))).toBeUndefined();
    }
  });

  test('refuses junk arguments with a ZodError that says what it expects', () => {
    for (const junk of [undefined, null, Symbol('s'), { nonsense: 1 }, [[]]]) {
      const { error } = operator.args.safeParse(junk);
      if (!error) continue; // what is nested in it is checked when it is compiled
      expect(error.issues[0]!.message).not.toMatch(/^Invalid|^Unrecognized/);
    }
  });

  test('describes itself and its arguments', () => {
    expect(operator.summary.en).toMatch(/\.$/);
    expect(() => z.toJSONSchema(operator.args, { io: 'input' })).not.toThrow();
  });
});

describe.each([...wakers.values()])('waker $name', (waker) => {
  test('listens to what its examples say', () => {
    expect(waker.examples.length).toBeGreaterThan(0);
    for (const { args, listens } of waker.examples) expect(waker.compile(args, nested).listens).toEqual(listens);
  });

  test('describes itself and its arguments', () => {
    expect(waker.summary.en).toMatch(/\.$/);
    expect(() => z.toJSONSchema(waker.args, { io: 'input' })).not.toThrow();
  });
});

test('every field of the vocabulary says what it is and reads nothing out of nothing', async () => {
  const vocabulary = await loadVocabulary();
  expect(vocabulary.names.length).toBeGreaterThan(20);
  for (const { name, summary, bind } of vocabulary.fields.values()) {
    expect([name, summary.en.length > 3]).toEqual([name, true]);
    expect(() => bind(name.endsWith('.*') ? 'some.thing' : '')(momentWith(emptyState('c1')))).not.toThrow();
  }
});
