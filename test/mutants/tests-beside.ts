import { basename, dirname } from 'node:path';
import type { Source } from '../support/sources.ts';

/** More test files than these stand too far from the code to speak of it. */
const MOST_FILES = 10;

/** For a source file, the test files that answer for it, the nearest first. */
export type TestsBeside = (path: string) => readonly string[];

/**
 * Finds the tests beside the code, the most likely first, ten at most: the file's own; those that import it; those of
 * its folder, and of these first those that say its name; then those from which the fewest imports lead to it. A folder
 * that is loaded as a registry counts as an import of each of its files.
 */
export function createTestsBeside(sources: readonly Source[]): TestsBeside {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const tests = sources
    .filter(({ path }) => path.endsWith('.test.ts'))
    .map((test) => ({ ...test, steps: reach(test, byPath) }));
  return (path) => {
    const folder = dirname(path);
    const name = new RegExp(`\\b${basename(path, '.ts')}\\b`);
    return tests
      .filter(({ steps }) => steps.has(path))
      .map((test) => {
        const distance = test.steps.get(path)!;
        const isOwn = test.path === path.replace(/\.ts$/, '.test.ts');
        const isNear = dirname(test.path) === folder;
        const order = [isOwn, distance === 1, isNear, isNear && name.test(test.text)].map((is) => (is ? 0 : 1));
        return { path: test.path, order: [...order, distance, -countShared(test.path, path)] };
      })
      .sort((a, b) => compare(a.order, b.order))
      .slice(0, MOST_FILES)
      .map((test) => test.path);
  };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, i) => number !== other[i]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}

/** How many imports lead from a test to each file that it reaches. */
function reach(test: Source, byPath: ReadonlyMap<string, Source>): ReadonlyMap<string, number> {
  const steps = new Map([[test.path, 0]]);
  for (const [path, distance] of steps) {
    for (const imported of byPath.get(path)?.imports ?? [])
      for (const next of filesOfImport(imported, byPath)) if (!steps.has(next)) steps.set(next, distance + 1);
  }
  return steps;
}

function filesOfImport(imported: string, byPath: ReadonlyMap<string, Source>): readonly string[] {
  if (byPath.has(imported)) return [imported];
  const folder = imported.endsWith('/') ? imported : `${imported}/`;
  if (imported === '' || imported === './') return [];
  return [...byPath.keys()].filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
}

/** How many folders two paths have in common, from the left. */
function countShared(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}
