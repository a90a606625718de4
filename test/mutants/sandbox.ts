import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../support/sources.ts';
import type { Mutant } from './list-mutants.ts';
import type { MutantRun } from './runner.ts';

/** How a run of a test file ended: all passed, some failed, or it was still running at its limit. */
export type Verdict = 'passed' | 'failed' | 'timed-out';

/** A copy of the checkout in a temporary folder, in which faults are planted. It does one thing at a time. */
export interface Sandbox {
  /** Runs a test file with the fault in place, and takes it out again. Undefined: it fails without the fault too. */
  run(test: string, mutant: Mutant): Promise<Verdict | undefined>;
  /** Whether the types still fit with the fault in place. */
  isTyped(mutant: Mutant): Promise<boolean>;
  /** Ends what runs and removes the folder. */
  close(): void;
}

/**
 * A run may take this many times as long as the same test without a fault, and this much more: then a loop is endless.
 */
const TIMES_AS_LONG = 4;
const LONGER_MS = 10_000;
/** Without a fault. */
const LONGEST_MS = 600_000;

/** How long each test file takes without a fault, once that is known; undefined: it fails even so. */
export type UsualMs = Map<string, number | undefined>;

/** Copies what git knows of, new files too, and links the packages. */
export function openSandbox(usualMs: UsualMs): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'k-m-'));
  const scratch = join(folder, '.t');
  let compiling: ChildProcess | undefined;
  let runner: ChildProcess | undefined;
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

  async function openRunner(): Promise<ChildProcess> {
    mkdirSync(scratch, { recursive: true });
    const code = join(folder, 'test/mutants/runner.ts');
    const args = ['--import', join(folder, 'engine/typescript.mjs'), code, scratch];
    runner = spawn(process.execPath, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    });
    await once(runner, 'message');
    return runner;
  }

  /** Ends the runner, and what a failed test left running. */
  function endRunner(child: ChildProcess): void {
    endGroup(child);
    runner = undefined;
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Asks the runner, which is started anew when it was ended or has died. */
  async function runTest(asked: MutantRun, limitMs: number): Promise<Verdict> {
    const child = runner ?? (await openRunner());
    const over = new AbortController();
    const listening = { signal: over.signal };
    child.send(asked);
    const verdict = await Promise.race<Verdict>([
      once(child, 'message', listening).then(([isPassed]) => (isPassed ? 'passed' : 'failed')),
      once(child, 'exit', listening).then(() => 'failed'),
      sleep(limitMs, 'timed-out', listening),
    ]);
    over.abort();
    if (verdict === 'timed-out' || child.exitCode !== null || child.signalCode !== null) endRunner(child);
    return verdict;
  }

  async function timeUsual(test: string): Promise<number | undefined> {
    if (usualMs.has(test)) return usualMs.get(test);
    const began = performance.now();
    const verdict = await runTest({ test, changed: undefined }, LONGEST_MS);
    usualMs.set(test, verdict === 'passed' ? performance.now() - began : undefined);
    return usualMs.get(test);
  }

  return {
    async run(test, mutant) {
      const ms = await timeUsual(test);
      if (ms === undefined) return undefined;
      const limitMs = ms * TIMES_AS_LONG + LONGER_MS;
      return await withFault(mutant, () => runTest({ test, changed: mutant.path }, limitMs));
    },
    isTyped: (mutant) =>
      withFault(mutant, async () => {
        const compiler = join(root, 'node_modules/typescript/bin/tsc');
        const args = [compiler, '-p', '.', '--incremental', '--tsBuildInfoFile', '.tsbuildinfo'];
        compiling = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', detached: true });
        const [code] = await once(compiling, 'exit');
        compiling = undefined;
        return code === 0;
      }),
    close() {
      for (const child of [compiling, runner]) if (child) endGroup(child);
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
