import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LANGUAGES, LIGHTS } from './support/console/pictures.ts';
import { root } from './support/sources.ts';

const page = readFileSync(join(root, 'docs/console/requirements.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+)(?: \||:).*$/gm)];
/** Tests as the page names them: the file, and how the title begins. */
const named = [...page.matchAll(/`([^`]+\.test\.ts)` \*([^*]+)\*/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

test('every promise of the console, and each of the ten tasks, names a test that shows it', () => {
  expect(rows.map(([, number]) => Number(number))).toEqual([...upTo(25), ...upTo(10)]);
  const without = rows.filter(([row]) => !/`[^`]+\.test\.ts` \*[^*]+\*/.test(row)).map(([, number]) => number);
  expect(without).toEqual([]);
});

test('every test that the page names is there', () => {
  const gone = named.filter(({ file, title }) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(title);
  });
  expect(gone).toEqual([]);
});

test('every picture that the tests take is there, in both languages and lights, and no other', () => {
  const tests = join(root, 'test/e2e/console');
  const names = readdirSync(tests).flatMap((file) =>
    [...readFileSync(join(tests, file), 'utf8').matchAll(/\.screenshot\('([^']+)'\)/g)].map(([, name]) => name!),
  );
  const wanted = names.flatMap((name) =>
    LIGHTS.flatMap((light) => LANGUAGES.map((language) => `${name}-${light}-${language}.png`)),
  );
  const taken = readdirSync(join(root, 'docs/console')).filter((file) => file.endsWith('.png'));
  expect(taken.sort()).toEqual([...new Set(wanted)].sort());
});

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
