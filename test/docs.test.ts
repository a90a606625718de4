import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, root } from './support/sources.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = filesOf('.').filter((path) => path.endsWith('.md'));

test('every link of the pages leads somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => ({ page, path: normalize(join(dirname(page), target)) }))
      .filter(({ path }) => !existsSync(join(root, path))),
  );
  expect(dead).toEqual([]);
});

test('every file and folder that the pages name is there', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:sdk|config|triggers|templates|channels|engine|bench|test|docs)\/[\w./-]*)`/g)].map(
      ([, path = '']) => ({ page, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test('the operator that the page on adding things shows is the file', () => {
  const page = read('docs/adding-things.md');
  const [, path = '', code] = /`([^`]+)`, all of it:\n\n```ts\n([\s\S]*?)```/.exec(page) ?? [];
  expect(code).toBe(read(path));
});

test('the page on dependencies has every one of them', () => {
  const page = read('docs/decisions/0009-dependencies.md');
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const cells = [...page.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(listed.filter((name) => !names.includes(name) && !name.startsWith('@types/'))).toEqual([]);
});
