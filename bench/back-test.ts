import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBatches, type ValueCheck } from '../cli/tracks/read-batches.ts';
import { createDay } from '../demo/day/day.ts';
import { placesIn, SAMPLE_FOLDER } from '../demo/sample.ts';
import type { RecordedBatch } from '../engine/studies/contract.ts';
import { readDraft } from '../engine/studies/draft.ts';
import { testFile } from '../engine/studies/test-file.ts';
import type { Bench } from './contract.ts';
import { introductions, signalsOf } from './data/engine-signals.ts';
import { writeWorkspace } from './data/engine-workspace.ts';
import { medianOf } from './support/median.ts';

/** So often the sample's day is lived through, each time by other people. */
const DAYS = 4;
const LARGE = { triggers: 10_000, places: 10_000, customers: 5_000, signals: 200_000 };

/** How fast a draft of a trigger lives through recorded signals: one core, by processor time. */
export default {
  name: 'back-test',
  summary:
    'A draft over recorded signals from a file, by processor time: the sample’s day, and 10,000 triggers and places.',
  async run({ runs, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bench-'));
    try {
      const day = await writeDays(join(folder, 'day.ndjson'));
      const draft = join(SAMPLE_FOLDER, 'triggers/rainy-evening-walk-by.yaml');
      const sample = await measure(draft, SAMPLE_FOLDER, day, runs);
      say(
        `the sample’s day: ${sample.perCpuSecond.median} signals a second, read alone ${sample.readPerCpuSecond.median}`,
      );
      const workspace = join(folder, 'workspace');
      await writeWorkspace(workspace, LARGE.triggers, LARGE.places);
      const large = await writeLarge(join(folder, 'large.ndjson'));
      const many = await measure('t1', workspace, large, runs);
      say(`10,000 triggers and places: ${many.perCpuSecond.median} signals a second`);
      return { sample, many };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function measure(trigger: string, workspace: string, file: string, runs: number) {
  const draft = trigger.endsWith('.yaml') ? await readDraft(trigger) : trigger;
  let signals = 0;
  const figures = await medianOf(runs, async () => {
    const clock = { startedAt: 0 };
    // What is compiled first does not count: the clock begins with the first piece.
    const read = (check: ValueCheck) => begun(readBatches(file, check), clock);
    const report = await testFile({
      trigger: draft,
      workspace,
      read,
      assume: new Set(['consent', 'reach']),
      windowMs: 86_400_000,
      mostCustomers: 100_000,
      progress: () => undefined,
    });
    const testMs = cpuMs() - clock.startedAt;
    signals = report.signals.tested;
    clock.startedAt = cpuMs();
    for await (const _ of readBatches(file, () => undefined));
    const readMs = cpuMs() - clock.startedAt;
    return { perCpuSecond: perSecond(signals, testMs), readPerCpuSecond: perSecond(signals, readMs) };
  });
  return { signals, bytes: (await stat(file)).size, ...figures };
}

async function* begun(batches: AsyncIterable<RecordedBatch>, clock: { startedAt: number }) {
  clock.startedAt = cpuMs();
  yield* batches;
}

/** The day as it is, then again by people of other names. */
async function writeDays(file: string): Promise<string> {
  const { signals } = createDay('bench', await placesIn(SAMPLE_FOLDER));
  const lines = Array.from({ length: DAYS }, (_, day) =>
    signals.map(({ id, customer, ...signal }) =>
      JSON.stringify({ ...signal, id: `${day}-${id}`, ...(customer && { customer: `${day}-${customer}` }) }),
    ),
  );
  await writeFile(file, `${lines.flat().join('\n')}\n`);
  return file;
}

async function writeLarge(file: string): Promise<string> {
  const { signals, customers, triggers } = LARGE;
  const at = Date.UTC(2026, 10, 12, 8);
  const all = [...introductions(customers), ...signalsOf(1, signals, customers, triggers)];
  const lines = all.map((signal, i) => JSON.stringify({ id: `s${i}`, at: at + i * 20, ...signal }));
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** Of the whole process, in milliseconds: what other threads of it did counts too. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function perSecond(signals: number, ms: number): number {
  return Math.round((signals / ms) * 1_000);
}
