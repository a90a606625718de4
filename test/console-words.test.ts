import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { readSources, root } from './support/sources.ts';

/** What is the same in every language: the product, a key, a command, a format, a unit. */
const NAMES = [
  'Kairos',
  'Redis',
  'CSV',
  'SQL',
  'PNG',
  '(ms)',
  'Ctrl K',
  '(Ctrl+Z)',
  '(Ctrl+Y)',
  'kairos user reset NAME',
];
const SHOWN_ATTRIBUTE =
  /^(label|title|placeholder|description|alt|aria-label|aria-valuetext|error|legend|nothingFound|nothingFoundMessage)$/;

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * Finds texts that a reader gets and that stand in the code: between tags, and in attributes that are shown or read
 * out.
 */
function literalsIn(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) visit(one);
      return;
    }
    const one = node as Node;
    if (one.type === 'JSXText') found.push(String(one.value));
    if (one.type === 'JSXAttribute') {
      if (SHOWN_ATTRIBUTE.test(String((one.name as Node).name))) found.push(...textsOf(one.value));
      // The rest of an attribute is code.
      if ((one.value as Node | null)?.type === 'JSXExpressionContainer') visit((one.value as Node).expression);
      return;
    }
    if (one.type === 'JSXExpressionContainer') found.push(...textsOf(one));
    for (const value of Object.values(one)) visit(value);
  };
  visit(parseSync(path, text).program);
  return found.map((one) => one.trim()).filter((one) => /\p{L}{2}/u.test(one) && !NAMES.includes(one));
}

function textsOf(node: unknown): readonly string[] {
  const one = node as Node | null;
  if (one?.type === 'JSXExpressionContainer') return textsOf(one.expression);
  if (one?.type === 'ConditionalExpression') return [...textsOf(one.consequent), ...textsOf(one.alternate)];
  if (one?.type === 'LogicalExpression') return textsOf(one.right);
  if (one?.type === 'TemplateLiteral')
    return (one.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  return one?.type === 'Literal' && typeof one.value === 'string' ? [one.value] : [];
}

test('every text that a reader gets stands in the words of the console', () => {
  const pages = readSources('console').filter(({ path }) => path.endsWith('.tsx'));
  expect(pages.length).toBeGreaterThan(100);
  const found = pages.flatMap(({ path }) =>
    literalsIn(path, readFileSync(join(root, path), 'utf8')).map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('a text between tags, in an attribute and in a choice is found', () => {
  const page = [
    '<p title="A title" size="large">Some text {isOld ? "old one" : t("new")}',
    '{`$',
    '{n} things`}</p>',
  ].join('');
  expect(literalsIn('page.tsx', page)).toEqual(['A title', 'Some text', 'old one', 'things']);
});

test('German speaks to its reader as Sie', () => {
  const words = readSources('console').filter(({ path }) => path.startsWith('console/words/de/'));
  expect(words.length).toBeGreaterThan(20);
  const found = words.flatMap(({ path }) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .filter((line) => /(?<!\p{L})(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\p{L}*|[Ee]uch|[Ee]uer)(?!\p{L})/u.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
