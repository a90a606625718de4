import { join } from 'node:path';
import { createVitest } from 'vitest/node';

/**
 * A process that runs test files of the folder it stands in, one at a time, and keeps what it has compiled: a run costs
 * less than half of what a new process would. Each message asks for a run, each reply says whether all of it passed.
 * Whoever asks ends the process when a run takes too long. Its argument is where the tests put their temporary files.
 */
export interface MutantRun {
  readonly test: string;
  /** A file whose text is another one than at the last run, and will be another one at the next. */
  readonly changed: string | undefined;
}

/** A property may look for a counterexample this long: with a fault in place most are found at once. */
const PROPERTY_MS = 2_000;

const vitest = await createVitest(
  'test',
  { watch: false, bail: 1, maxWorkers: 1, reporters: [{}], env: { CI: 'true', TMPDIR: process.argv[2]! } },
  { plugins: [{ name: 'short-properties', transform: shortenProperties }] },
);
await vitest.standalone();
process.on('message', async ({ test, changed }: MutantRun) => {
  if (changed) vitest.invalidateFile(join(process.cwd(), changed));
  const path = join(process.cwd(), test);
  const { testModules, unhandledErrors } = await vitest.runTestFiles([path]);
  if (changed) vitest.invalidateFile(join(process.cwd(), changed));
  // Those of earlier runs are among them.
  const isPassed = testModules.find(({ moduleId }) => moduleId === path)?.ok() === true;
  process.send?.(isPassed && unhandledErrors.length === 0);
});
process.send?.(true);

/** Bounds what each property costs, and leaves out the search for a smaller counterexample. */
function shortenProperties(code: string, id: string): string | undefined {
  if (!id.endsWith('.test.ts') || !code.includes("from 'fast-check'")) return undefined;
  const bounds = `{ interruptAfterTimeLimit: ${PROPERTY_MS}, endOnFailure: true }`;
  return `import { configureGlobal } from 'fast-check';\nconfigureGlobal(${bounds});\n${code}`;
}
