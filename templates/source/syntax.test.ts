import { describe, expect, test } from 'vitest';
import { TEMPLATE_LIMITS } from './limits.ts';
import { parseSource } from './syntax.ts';

function problemIn(source: string) {
  const parsed = parseSource(source);
  return 'problem' in parsed ? parsed.problem : undefined;
}

const closed = 'Handlebars: braces, quotes and blocks that are closed, names without special characters';

test('a source that is Handlebars is read', () => {
  expect(parseSource('Hi {{name}}')).toMatchObject({
    program: { body: [{ type: 'ContentStatement', value: 'Hi ' }, { type: 'MustacheStatement' }] },
  });
});

describe('where reading stopped, and why', () => {
  test.each([
    ['{{#if a}}x{{/each}}', 1, 4, "if doesn't match each"],
    ['a {{b c=}}', 1, 9, closed],
    ['one\ntwo {{a b~c}} three', 2, 10, closed],
    ['{{name}}}', 1, 7, `${closed}; a space between }} and a further }`],
    ['{{a.b/..}}', 1, 3, 'Invalid path: a.b/..'],
  ])('%s', (source, line, column, expected) => {
    expect(problemIn(source)).toEqual({ line, column, expected });
  });

  test('a text without end is told at its last line', () => {
    expect(problemIn('one\n{{#if a}}\ntwo')).toMatchObject({ line: 3, expected: closed });
  });
});

test('a source is a text of a bounded size, counted in bytes', () => {
  const expected = `a text of at most ${TEMPLATE_LIMITS.sourceBytes} bytes`;
  expect(problemIn('x'.repeat(TEMPLATE_LIMITS.sourceBytes))).toBeUndefined();
  expect(problemIn('x'.repeat(TEMPLATE_LIMITS.sourceBytes + 1))).toEqual({ line: 1, column: 1, expected });
  expect(problemIn('ä'.repeat(TEMPLATE_LIMITS.sourceBytes / 2 + 1))).toEqual({ line: 1, column: 1, expected });
  expect(problemIn({ type: 'Program', body: [] } as never)).toEqual({ line: 1, column: 1, expected });
});

describe('what is far too deep does not reach the parser', () => {
  const far = 4 * TEMPLATE_LIMITS.nesting;
  const expected = `at most ${TEMPLATE_LIMITS.nesting} calls and blocks within each other`;
  const tooDeep = { line: 1, column: 1, expected };
  test.each([
    ['blocks', (n: number) => '{{#if a}}'.repeat(n) + '{{/if}}'.repeat(n)],
    ['blocks that trim', (n: number) => '{{~#if a}}'.repeat(n) + '{{~/if}}'.repeat(n)],
    ['inverse blocks', (n: number) => '{{^a}}'.repeat(n) + '{{/a}}'.repeat(n)],
    ['calls', (n: number) => `{{a ${'(a '.repeat(n)}b${')'.repeat(n)}}}`],
  ])('%s', (_what, nested) => {
    expect(problemIn(nested(far))).toBeUndefined();
    expect(problemIn(nested(far + 1))).toEqual(tooDeep);
  });

  test('what stands beside each other is not deep, nor is {{^}}', () => {
    expect(problemIn('{{#if a}}{{^}}{{x (a (b))}}{{/if}}'.repeat(100))).toBeUndefined();
    expect(problemIn(`{{a ${'(b) '.repeat(100)}}}`)).toBeUndefined();
  });
});
