import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
