import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../support/sources.ts';
import type { Mutant } from './list-mutants.ts';

/** How a run of tests ended: all passed, some failed, or it was still running at its limit. */
export type Verdict = 'passed' | 'failed' | 'timed-out';

/** A copy of the checkout in a temporary folder, in which faults are planted. It does one thing at a time. */
export interface Sandbox {
  /** Runs test files with the fault in place, and takes it out again. Rejects when they fail without it. */
  run(tests: readonly string[], mutant: Mutant): Promise<Verdict>;
  /** Whether the types still fit with the fault in place. */
  isTyped(mutant: Mutant): Promise<boolean>;
  /** Ends what runs and removes the folder. */
  close(): void;
}

/** A run may take this many times as long as the same tests without a fault, and this much more: then a loop is endless. */
const TIMES_AS_LONG = 4;
const LONGER_MS = 10_000;

/** Copies what git knows of, new files too, and links the packages. */
export function openSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'k-m-'));
  const scratch = join(folder, '.t');
  const usualMs = new Map<string, number>();
  let running: ChildProcess | undefined;
  for (const path of listFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  async function withFault<T>({ path, start, end, replacement }: Mutant, use: () => Promise<T>): Promise<T> {
    const file = join(folder, path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, start) + replacement + text.slice(end));
    try {
      return await use();
    } finally {
      writeFileSync(file, text);
    }
  }

  async function runTool(tool: string, args: readonly string[], limitMs = 600_000): Promise<Verdict> {
    mkdirSync(scratch, { recursive: true });
    const env = { ...process.env, TMPDIR: scratch, CI: 'true' };
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: folder,
      env,
      stdio: 'ignore',
      detached: true,
    });
    running = child;
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      endGroup(child);
    }, limitMs);
    const [code] = await once(child, 'exit');
    clearTimeout(limit);
    endGroup(child); // what a failed test left running
    running = undefined;
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    return isLate ? 'timed-out' : code === 0 ? 'passed' : 'failed';
  }

  const runTests = (tests: readonly string[], limitMs?: number) =>
    runTool('vitest/vitest.mjs', ['run', '--bail=1', '--reporter=dot', '--maxWorkers=1', ...tests], limitMs);

  /** How long the tests take without a fault; throws when they fail even so. */
  async function timeUsual(tests: readonly string[]): Promise<number> {
    const key = tests.join(' ');
    const known = usualMs.get(key);
    if (known !== undefined) return known;
    const began = performance.now();
    if ((await runTests(tests)) !== 'passed') throw new Error(`these fail without a fault: ${key}`);
    usualMs.set(key, performance.now() - began);
    return usualMs.get(key)!;
  }

  return {
    async run(tests, mutant) {
      const limitMs = (await timeUsual(tests)) * TIMES_AS_LONG + LONGER_MS;
      return await withFault(mutant, () => runTests(tests, limitMs));
    },
    isTyped: (mutant) => withFault(mutant, async () => (await runTool('typescript/bin/tsc', ['-p', '.'])) === 'passed'),
    close() {
      if (running) endGroup(running);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function listFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return list.toString('utf8').split('\0').filter(Boolean);
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
