import type { Source } from '../support/sources.ts';

/** More test files than these stand too far from the code to speak of it. */
const MOST_FILES = 8;

/** For a source file, the test files that answer for it, the nearest first. */
export type TestsBeside = (path: string) => readonly string[];

/**
 * Finds the tests beside the code: at most eight, first the file's own, then those from which the fewest imports lead to it, and of these
 * first those that share most folders with it. A folder that is loaded as a registry counts as an import of each of its files.
 */
export function createTestsBeside(sources: readonly Source[]): TestsBeside {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const distances = sources.filter(({ path }) => path.endsWith('.test.ts')).map((test) => reach(test, byPath));
  return (path) =>
    distances
      .filter(({ steps }) => steps.has(path))
      .map(({ test, steps }) => ({
        test,
        isOwn: test === path.replace(/\.ts$/, '.test.ts'),
        distance: steps.get(path)!,
      }))
      .sort(
        (a, b) =>
          Number(b.isOwn) - Number(a.isOwn) || a.distance - b.distance || shared(b.test, path) - shared(a.test, path),
      )
      .slice(0, MOST_FILES)
      .map(({ test }) => test);
}

/** How many imports lead from a test to each file that it reaches. */
function reach(test: Source, byPath: ReadonlyMap<string, Source>): { test: string; steps: Map<string, number> } {
  const steps = new Map([[test.path, 0]]);
  for (const [path, distance] of steps) {
    for (const imported of byPath.get(path)?.imports ?? [])
      for (const next of filesOfImport(imported, byPath)) if (!steps.has(next)) steps.set(next, distance + 1);
  }
  return { test: test.path, steps };
}

function filesOfImport(imported: string, byPath: ReadonlyMap<string, Source>): readonly string[] {
  if (byPath.has(imported)) return [imported];
  const folder = imported.endsWith('/') ? imported : `${imported}/`;
  if (imported === '' || imported === './') return [];
  return [...byPath.keys()].filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
}

/** How many folders two paths have in common, from the left. */
function shared(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}
