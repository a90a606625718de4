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
/**
 * What is still running then hangs: it is ended and counts as failed. On two cores all of it takes some 28
 * minutes, on slow ones up to twice that.
 */
const BUDGET_MS = 60 * 60_000;
/** So many files may fail beside all the others and run once more by themselves in CI (docs/decisions/0073). */
const RUN_AGAIN_AT_MOST = 4;
const started = performance.now();
/**
 * Every temporary folder of the tests lies in here and goes with it. Short: a unix socket's path has about 100
 * characters.
 */
const scratch = mkdtempSync(join(tmpdir(), 'k-'));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const notes = [];
/**
 * The process groups of what runs.
 * @type {Set<number>}
 */
const running = new Set();
let stopped = false;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    // The first time the runner may end its tests and their servers; the second time nothing is waited for.
    endGroups(stopped ? 'SIGKILL' : 'SIGINT');
    stopped = true;
  });
}
const deadline = setTimeout(() => {
  notes.push(`not done after ${BUDGET_MS / 60_000} minutes: ended`);
  total.failed += 1;
  endGroups('SIGKILL');
}, BUDGET_MS);

// Two at a time: the compiler takes one core.
await Promise.all([check('types', ['tsc', '-p', '.']), checkTheRest()]);
await tests();
clearTimeout(deadline);
rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
if (stopped) process.exit(128 + constants.signals.SIGINT);
report();

async function checkTheRest() {
  await check('types of the console', ['tsc', '-p', 'console']);
  await check('types of the SDK for pages', ['tsc', '-p', 'sdk/web']);
  await check('lint', ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.']);
}

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
  const first = await runTests('tests', process.argv.slice(2));
  if (stopped) return;
  const failed = first.files.filter(hasFailed);
  const isFew = failed.length > 0 && failed.length <= RUN_AGAIN_AT_MOST;
  const again = process.env.CI && isFew ? await runTests('tests once more', failed.map(nameOf)) : undefined;
  if (stopped) return;
  noteRunAgain(failed, again);
  const rerun = again?.files ?? [];
  const names = new Set(rerun.map(nameOf));
  const counted = count([...first.files.filter((file) => !names.has(nameOf(file))), ...rerun]);
  total.passed += counted.passed;
  total.skipped += counted.skipped;
  // A runner that ended badly for a reason that no test shows (an unhandled error, a crash) is one failure.
  const code = again?.code ?? first.code;
  total.failed += counted.failed === 0 && code !== 0 ? 1 : counted.failed;
  if (counted.passed + counted.failed === 0) {
    notes.push('no test ran');
    total.failed += code === 0 ? 1 : 0;
  }
  const slowest = slowestOf(first.files);
  if (slowest.length > 0) notes.push('slowest files:', ...slowest);
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Result
 * @typedef {{ name: string, status: string, startTime: number, endTime: number, assertionResults: Result[] }} File
 */

/** Runs the tests of these files, or all of them; tells the runner's exit code and what it wrote of each file. */
async function runTests(/** @type {string} */ name, /** @type {string[]} */ files) {
  const outcome = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outcome}`];
  const code = await run(name, ['vitest', 'run', ...reporters, ...files]);
  return { code, files: stopped ? [] : read(outcome) };
}

/** @returns {File[]} */
function read(/** @type {string} */ outcome) {
  try {
    return JSON.parse(readFileSync(outcome, 'utf8')).testResults;
  } catch (error) {
    notes.push(`the test runner left no result: ${error}`);
    return [];
  }
}

/** Names each test that failed among all the others and passed when its file ran alone, with its first failure. */
function noteRunAgain(/** @type {File[]} */ failed, /** @type {{ files: File[] } | undefined} */ again) {
  for (const file of again?.files.filter((it) => !hasFailed(it)) ?? []) {
    const before = failed.find((it) => it.name === file.name)?.assertionResults.filter(isFailed) ?? [];
    notes.push(`passed only when it ran again: ${nameOf(file)}`);
    for (const { fullName, failureMessages } of before) {
      notes.push(`  ${fullName}: ${failureMessages[0]?.split('\n')[0] ?? 'no message'}`);
    }
  }
}

/** Tests by result; a file that could not be loaded is one failure. */
function count(/** @type {File[]} */ files) {
  const results = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const unloaded = files.filter((file) => hasFailed(file) && !file.assertionResults.some(isFailed)).length;
  const passed = results.filter((status) => status === 'passed').length;
  const failed = results.filter((status) => status === 'failed').length;
  return { passed, failed: failed + unloaded, skipped: results.length - passed - failed };
}

function slowestOf(/** @type {File[]} */ files) {
  return files
    .map((file) => ({ name: nameOf(file), ms: file.endTime - file.startTime }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 8)
    .filter(({ ms }) => ms > 1_000)
    .map(({ name, ms }) => `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
}

function nameOf(/** @type {{ name: string }} */ file) {
  return relative(root, file.name);
}

function hasFailed(/** @type {File} */ file) {
  return file.status === 'failed';
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
  const group = child.pid;
  if (group !== undefined) running.add(group);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(notes.push(`${tool}: ${error.message}`)));
    child.once('exit', (status, signal) => resolve(status ?? signal));
  });
  if (group !== undefined) {
    await noneLeft(name, group);
    running.delete(group);
  }
  console.log(`── ${name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds(began)}`);
  return code;
}

/** Whatever a test started must end with it: what is still there after a moment is ended, and is a failure. */
async function noneLeft(/** @type {string} */ name, /** @type {number} */ group) {
  const until = performance.now() + 5_000;
  let left = membersOf(group);
  while (left.length > 0 && performance.now() < until && !stopped) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = membersOf(group);
  }
  if (left.length === 0) return;
  endGroup(group, 'SIGKILL');
  if (stopped) return;
  notes.push(`${name} left processes running:`, ...left.map((line) => `  ${line}`));
  total.failed += 1;
}

/** The living processes of a running group, one line each. */
function membersOf(/** @type {number} */ group) {
  try {
    process.kill(-group, 0);
    const table = execFileSync('ps', ['-A', '-o', 'pgid=,stat=,pid=,args='], { encoding: 'utf8' });
    return table.split('\n').filter((line) => {
      const [its, state = ''] = line.trim().split(/\s+/);
      return Number(its) === group && !state.startsWith('Z');
    });
  } catch {
    return []; // no such group, or a system without ps: nothing to see
  }
}

function endGroups(/** @type {NodeJS.Signals} */ signal) {
  for (const group of running) endGroup(group, signal);
}

function endGroup(/** @type {number} */ group, /** @type {NodeJS.Signals} */ signal) {
  try {
    process.kill(-group, signal);
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
