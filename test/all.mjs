import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Everything that must hold, in order: types, lint, tests. Shows each as it goes, then the slowest test files, and ends
 * with `N passed, N failed`. Exit code 0 only when nothing failed and some test ran. Arguments go on to vitest (`npm
 * test -- engine/ingest`).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
/** All of it must fit here; what is still running then is ended and counts as failed. */
const BUDGET_MS = 23 * 60_000;
const started = performance.now();
/**
 * Every temporary folder of the tests lies in here and goes with it. Short: a unix socket's path has about 100
 * characters.
 */
const scratch = mkdtempSync(join(tmpdir(), 'k-'));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const notes = [];
/** @type {number | undefined} */
let running;
let stopped = false;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    // The first time the runner may end its tests and their servers; the second time nothing is waited for.
    endGroup(stopped ? 'SIGKILL' : 'SIGINT');
    stopped = true;
  });
}
const deadline = setTimeout(() => {
  notes.push(`not done after ${BUDGET_MS / 60_000} minutes: ended`);
  total.failed += 1;
  endGroup('SIGKILL');
}, BUDGET_MS);

await check('types', ['tsc', '-p', '.']);
await check('types of the SDK for pages', ['tsc', '-p', 'sdk/web']);
await check('types of the console', ['tsc', '-p', 'console']);
await check('lint', ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.']);
await tests();
clearTimeout(deadline);
rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
if (stopped) process.exit(128 + constants.signals.SIGINT);
report();

/** A check of the whole tree: one passed or one failed. */
async function check(/** @type {string} */ name, /** @type {string[]} */ command) {
  if (stopped) return;
  const code = await run(name, command);
  if (code === 0) total.passed += 1;
  else total.failed += 1;
  if (code !== 0) notes.push(`${name} failed`);
}

async function tests() {
  if (stopped) return;
  const outcome = join(scratch, 'outcome.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outcome}`];
  const code = await run('tests', ['vitest', 'run', ...reporters, ...process.argv.slice(2)]);
  if (stopped) return;
  const counted = count(outcome);
  total.passed += counted.passed;
  total.skipped += counted.skipped;
  // A runner that ended badly for a reason that no test shows (an unhandled error, a crash) is one failure.
  total.failed += counted.failed === 0 && code !== 0 ? 1 : counted.failed;
  if (counted.passed + counted.failed === 0) {
    notes.push('no test ran');
    total.failed += code === 0 ? 1 : 0;
  }
  if (counted.slowest.length > 0) notes.push('slowest files:', ...counted.slowest);
}

/** What the runner wrote: tests by result; a file that could not be loaded is one failure. */
function count(/** @type {string} */ outcome) {
  /**
   * @typedef {{ name: string, status: string, startTime: number, endTime: number, assertionResults: { status: string
   * }[] }} File
   */
  /** @type {File[]} */
  let files = [];
  try {
    files = JSON.parse(readFileSync(outcome, 'utf8')).testResults;
  } catch (error) {
    notes.push(`the test runner left no result: ${error}`);
  }
  const results = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const unloaded = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed)).length;
  const passed = results.filter((status) => status === 'passed').length;
  const failed = results.filter((status) => status === 'failed').length;
  return {
    passed,
    failed: failed + unloaded,
    skipped: results.length - passed - failed,
    slowest: files
      .map((file) => ({ name: relative(root, file.name), ms: file.endTime - file.startTime }))
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 8)
      .filter(({ ms }) => ms > 1_000)
      .map(({ name, ms }) => `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`),
  };
}

function isFailed(/** @type {{ status: string }} */ test) {
  return test.status === 'failed';
}

/** Runs one of the project's tools in a process group of its own, so that nothing it started outlives it. */
async function run(/** @type {string} */ name, /** @type {string[]} */ [tool = '', ...args]) {
  console.log(`\n── ${name}: ${[tool, ...args.filter((a) => !a.includes(scratch))].join(' ')}`);
  const began = performance.now();
  const outside = Object.entries(process.env).filter(([key]) => !key.startsWith('KAIROS_'));
  const env = { ...Object.fromEntries(outside), TMPDIR: scratch };
  const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    env,
    stdio: 'inherit',
    detached: true,
  });
  running = child.pid;
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(notes.push(`${tool}: ${error.message}`)));
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  await noneLeft(name);
  running = undefined;
  console.log(`── ${name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds(began)}`);
  return code;
}

/** Whatever a test started must end with it: what is still there after a moment is ended, and is a failure. */
async function noneLeft(/** @type {string} */ name) {
  const until = performance.now() + 5_000;
  let left = members();
  while (left.length > 0 && performance.now() < until && !stopped) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = members();
  }
  if (left.length === 0) return;
  endGroup('SIGKILL');
  if (stopped) return;
  notes.push(`${name} left processes running:`, ...left.map((line) => `  ${line}`));
  total.failed += 1;
}

/** The living processes of the running group, one line each. */
function members() {
  if (running === undefined) return [];
  try {
    process.kill(-running, 0);
    const table = execFileSync('ps', ['-A', '-o', 'pgid=,stat=,pid=,args='], { encoding: 'utf8' });
    return table.split('\n').filter((line) => {
      const [group, state = ''] = line.trim().split(/\s+/);
      return Number(group) === running && !state.startsWith('Z');
    });
  } catch {
    return []; // no such group, or a system without ps: nothing to see
  }
}

function endGroup(/** @type {NodeJS.Signals} */ signal) {
  if (running === undefined) return;
  try {
    process.kill(-running, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

function report() {
  console.log(`\n── all: ${seconds(started)}`);
  for (const note of notes) console.log(note);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function seconds(/** @type {number} */ since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
