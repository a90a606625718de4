import { expect, test } from 'vitest';
import { parseFile } from './file.ts';
import { isTooDeep, MOST_LEVELS, TOO_DEEP } from './nesting.ts';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? { a: value } : [value];
  return value;
};
const problemsOf = (text: string) => {
  const { documents, problems } = parseFile('templates/a.yaml', text);
  if (problems.length > 0) expect(documents).toEqual([]);
  return problems.map(({ source, expected }) => `${source}: ${expected}`);
};

test('data may nest so deep, and not one level deeper', () => {
  expect([isTooDeep(1), isTooDeep(nested(MOST_LEVELS)), isTooDeep(nested(MOST_LEVELS + 1))]).toEqual([
    false,
    false,
    true,
  ]);
  expect(isTooDeep(nested(100_000))).toBe(true);
});

test('data that holds itself, many times over, is too deep and no endless search', () => {
  const loop: unknown[] = [];
  loop.push(loop, loop, { loop });
  expect(isTooDeep(loop)).toBe(true);
});

test.each([
  ['lists in JSON', `{"name":"a","x":${'['.repeat(2_000)}${']'.repeat(2_000)}}`],
  ['very many lists in JSON', `{"name":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['mappings', `${'{a: '.repeat(150)}1${'}'.repeat(150)}`],
  ['lists as YAML writes them', `${'- '.repeat(50_000)}a`],
])('a file with %s that nest too deep is a problem, not a fault', (_, text) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(TOO_DEEP)]);
});

test('an alias that leads nowhere has its line and its name', () => {
  expect(problemsOf('name: a\nsummary: *nowhere\n')).toEqual([
    'templates/a.yaml:2: an anchor `&nowhere` before the alias `*nowhere`',
  ]);
});

test('aliases that lead back, or grow beyond bounds, are problems', () => {
  expect(problemsOf('name: a\nx: &a\n  - *a\n  - *a\n')).toEqual([expect.stringContaining(TOO_DEEP)]);
  const laughs = [
    'a: &a [x,x,x]',
    ...['b', 'c', 'd', 'e', 'f'].map((name, i) => {
      const below = `*${'abcde'[i]}`;
      return `${name}: &${name} [${Array(9).fill(below).join(',')}]`;
    }),
  ];
  expect(problemsOf(laughs.join('\n'))).toEqual([expect.stringContaining('aliases that lead somewhere')]);
});

test('an alias that leads somewhere is what stands there', () => {
  expect(parseFile('templates/a.yaml', 'name: &n a\nsummary: *n\n').documents[0]?.body).toEqual({
    name: 'a',
    summary: 'a',
  });
});
