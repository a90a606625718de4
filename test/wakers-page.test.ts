import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './support/sources.ts';
import { problemsWith } from './support/waker-run.ts';

const page = readFileSync(join(root, 'docs/wakers.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split(/^(?=on:)/m));

test('the page on wakers shows every one of them that it speaks of', () => {
  const headings = [...page.matchAll(/^## ([a-z, ]+)$/gm)].flatMap(([, names = '']) => names.split(', '));
  const shown = examples.map((example) => Object.keys((parse(example) as { on: object }).on)[0]);
  expect(new Set(shown)).toEqual(new Set(headings.filter((name) => name !== 'signal')));
});

test.each(examples)('may be published: %s', (example) => {
  expect(problemsWith((parse(example) as { on: unknown }).on)).toEqual([]);
});
