import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf, readSources } from '../support/sources.ts';
import { listMutants, type Mutant } from './list-mutants.ts';
import { describe, nameOf } from './name-of.ts';
import { sampleEvenly } from './sample.ts';
import { openSandbox, type Sandbox, type UsualMs, type Verdict } from './sandbox.ts';
import { createTestsBeside } from './tests-beside.ts';

/**
 * `npm run mutants`: puts small faults into the code, one at a time, and runs the tests beside it. A fault that no test
 * finds is a gap: it is listed, with the reason that `survivors.json` gives for it. Options: `--count N` (400), `--seed
 * N` (1), `--only PATH` (files whose path begins so; may be given several times), `--jobs N` (2), `--report FILE` (all
 * that was tried, as JSON), `--again FILE` (of the sample, only what survived in that report). Ends with the share that
 * was caught, and with code 1 below 93 % or when a survivor has no reason.
 */
const ROOMS = [
  'triggers',
  'templates',
  'channels',
  'engine/context',
  'engine/dispatch',
  'engine/outcomes',
  'engine/pipeline',
];
/** Suites that run what parts say of themselves stand for tests beside the parts. */
const SUITES = ['test/examples.test.ts', 'test/conformance/providers.test.ts'];
/** From this share on the tests are good enough. */
const WANTED = 0.93;

interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict | 'untyped';
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [''] },
    jobs: { type: 'string', default: '2' },
    report: { type: 'string' },
    again: { type: 'string' },
  },
});

const reasons = JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8')) as Record<string, string>;
const paths = ROOMS.flatMap(filesOf).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
const groups = await Promise.all(
  paths.filter((path) => values.only.some((start) => path.startsWith(start))).map(listMutants),
);
const drawn = sampleEvenly(groups, Number(values.count), Number(values.seed), nameOf);
const sample = values.again ? survivorsAgain(values.again) : drawn;
const known = groups.reduce((sum, group) => sum + group.length, 0);
console.log(`${sample.length} of ${known} faults in ${groups.length} files, seed ${values.seed}`);

const testsBeside = createTestsBeside(
  ['sdk', 'config', 'triggers', 'templates', 'channels', 'engine', 'cli', 'demo', 'test']
    .flatMap(readSources)
    .filter(({ path }) => !path.startsWith('test/') || SUITES.includes(path) || !path.endsWith('.test.ts')),
);
const usualMs: UsualMs = new Map();
const sandboxes = Array.from({ length: Number(values.jobs) }, () => openSandbox(usualMs));
process.once('exit', () => {
  for (const sandbox of sandboxes) sandbox.close();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const left = [...sample].reverse();
const tried: Tried[] = [];
await Promise.all(sandboxes.map(work));
conclude();
// A runner that waits for its next test would keep this process from ending.
for (const sandbox of sandboxes) sandbox.close();

function survivorsAgain(report: string): readonly Mutant[] {
  const before = JSON.parse(readFileSync(report, 'utf8')) as readonly Tried[];
  const survivors = new Set(before.filter(({ verdict }) => verdict === 'passed').map(({ mutant }) => nameOf(mutant)));
  return drawn.filter((mutant) => survivors.has(nameOf(mutant)));
}

async function work(sandbox: Sandbox): Promise<void> {
  for (let mutant = left.pop(); mutant; mutant = left.pop()) {
    const verdict = await tryOut(sandbox, mutant);
    tried.push({ mutant, verdict });
    if (values.report) writeFileSync(values.report, JSON.stringify(tried, undefined, 2));
    const count = `${tried.length}/${sample.length}`;
    console.log(`${count.padStart(9)} ${verdict === 'passed' ? 'SURVIVED' : verdict.padEnd(8)} ${describe(mutant)}`);
  }
}

/** The nearest tests first: they find most faults. A survivor that the compiler refuses could never be committed. */
async function tryOut(sandbox: Sandbox, mutant: Mutant): Promise<Tried['verdict']> {
  for (const test of testsBeside(mutant.path)) {
    const verdict = await sandbox.run(test, mutant);
    if (verdict !== undefined && verdict !== 'passed') return verdict;
  }
  return (await sandbox.isTyped(mutant)) ? 'passed' : 'untyped';
}

function conclude(): void {
  const counted = tried.filter(({ verdict }) => verdict !== 'untyped');
  const survivors = counted.filter(({ verdict }) => verdict === 'passed').map(({ mutant }) => mutant);
  const share = 1 - survivors.length / counted.length;
  console.log(`\nSurvivors:${survivors.length === 0 ? ' none' : ''}`);
  for (const mutant of survivors)
    console.log(`  ${describe(mutant)}\n    ${reasons[nameOf(mutant)] ?? 'NO REASON GIVEN'}`);
  console.log('\nCaught, of those that the compiler takes:');
  for (const folder of [...new Set(counted.map(({ mutant }) => dirname(mutant.path)))].sort()) {
    const here = counted.filter(({ mutant }) => dirname(mutant.path) === folder);
    const caught = here.filter(({ verdict }) => verdict !== 'passed').length;
    console.log(`  ${folder.padEnd(24)} ${caught} of ${here.length}`);
  }
  console.log(`\n${tried.length - counted.length} refused by the compiler, not counted`);
  console.log(`${(100 * share).toFixed(1)} % of ${counted.length} caught, ${survivors.length} survived`);
  const red = [...usualMs].filter(([, ms]) => ms === undefined).map(([test]) => test);
  if (red.length > 0) console.log(`Left out, for they fail without a fault: ${red.join(', ')}`);
  const unexplained = survivors.filter((mutant) => reasons[nameOf(mutant)] === undefined);
  process.exitCode = share >= WANTED && unexplained.length + red.length === 0 ? 0 : 1;
}
