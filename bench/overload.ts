import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench } from './contract.ts';
import { introductions, signalsOf } from './data/engine-signals.ts';
import { writeWorkspace } from './data/engine-workspace.ts';
import { type EngineProcess, INGEST_KEY, startEngine } from './support/engine-process.ts';
import { medianOf } from './support/median.ts';
import { type LineLoad, loadOverLine, type Manners, type Tail } from './support/overload-line.ts';
import type { OverloadDone, OverloadTask } from './support/overload-process.ts';
import { PARTS, type Used } from './support/process-tree.ts';
import { framesOf, loadWithSignals } from './support/signal-load.ts';

const CHILD = fileURLToPath(new URL('support/overload-process.ts', import.meta.url));
const CUSTOMERS = 20_000;
const TRIGGERS = 100;
const LINES = 20;
/** The load has processes of its own, with the lines shared among them. */
const PROCESSES = 2;
const SIGNALS_IN_FRAME = 40;
const TIMES = [5, 10];
/** Beside the load one client sends little, as polite as the SDK, and goes on when the load has gone. */
const PROBE = { manners: 'polite', rate: 200, signalsInFrame: 4, mostPending: 10_000 } as const;
const AFTER_SECONDS = 6;
/** All is normal again when this client has no answer any more that took longer than this times its p99 at the peak. */
const USUAL_TIMES = 2;
const LOOK_MS = 500;
/** What follows from a load is done so long after it. */
const FOLLOWS_MS = 2_000;
/** What an idle engine uses is measured for so long, and counts for no signal. */
const IDLE_MS = 5_000;
const TAILS = signalsOf(1, 20_000, CUSTOMERS, TRIGGERS).map(
  (signal): Tail => ({ kind: signal.kind, text: JSON.stringify(signal).slice(1) }),
);

/** What happens when more comes than can be stored. */
export default {
  name: 'overload',
  summary:
    'Five and ten times what the engine takes, from clients that wait when told to and from such that do not: what is stored for its CPU, beside the peak.',
  async run({ runs, seconds = 5, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'kb-'));
    // Half of them load the engine; the others take the cores that clients under load take, and lead nowhere.
    const children = Array.from({ length: 2 * PROCESSES }, () =>
      fork(CHILD, { execArgv: ['--import', './engine/typescript.mjs'] }),
    );
    try {
      const workspace = join(folder, 'workspace');
      await writeWorkspace(workspace, TRIGGERS, 1_000);
      const engine = await startEngine(join(folder, 'data'), { KAIROS_WORKSPACE: workspace });
      try {
        const line = { port: engine.edge, key: INGEST_KEY };
        await loadWithSignals(framesOf(introductions(CUSTOMERS), 50), {
          ...{ ...line, connections: 16, window: 2, seconds },
          once: true,
        });
        await phase(engine, children, 0, { manners: 'closed', rate: 0, seconds: 3 });
        const idle = await cpuWhileIdle(engine);
        const measured = await medianOf(runs, async (run) => {
          const { figures: peak } = await phase(engine, children, idle, { manners: 'closed', rate: 0, seconds });
          say(`run ${run + 1} peak: ${JSON.stringify(peak)}`);
          const figures: Record<string, number> = { ...prefixNames('peak', peak) };
          for (const manners of ['polite', 'impolite'] as const) {
            for (const times of TIMES) {
              const usualMs = USUAL_TIMES * peak.quietClientP99Ms;
              const over = await phase(engine, children, idle, {
                manners,
                rate: times * peak.perSecond,
                seconds,
                usualMs,
              });
              // What is worth most comes in first and costs most, so the peak of that very mix is the measure.
              const tails = mixTails(over.kinds);
              const closed = { manners: 'closed', rate: 0, seconds, tails } as const;
              const same = await phase(engine, children, idle, closed);
              // Clients that are refused work more, on the cores that the engine is measured on.
              const busyShare = Math.max(0, over.figures.clientCpuShare - same.figures.clientCpuShare);
              const beside = await phase(engine, children, idle, { ...closed, busyShare });
              const ofPeak = {
                goodputOfPeak: roundShare(over.figures.perCpuSecond / same.figures.perCpuSecond, 1_000),
                goodputOfPeakOnBusyCores: roundShare(over.figures.perCpuSecond / beside.figures.perCpuSecond, 1_000),
                p99OfPeak: roundShare(over.figures.p99Ms / same.figures.p99Ms, 100),
                p99OfPeakOnBusyCores: roundShare(over.figures.p99Ms / beside.figures.p99Ms, 100),
              };
              const name = `${manners}${times}x`;
              say(`run ${run + 1} ${name}: ${JSON.stringify({ ...ofPeak, ...over.figures })}`);
              say(`run ${run + 1} peak of what was stored then: ${JSON.stringify(same.figures)}`);
              Object.assign(figures, prefixNames(name, { ...ofPeak, ...over.figures }));
              say(`run ${run + 1} the same beside busy cores: ${JSON.stringify(beside.figures)}`);
              Object.assign(figures, prefixNames(`${name}Peak`, same.figures));
              Object.assign(figures, prefixNames(`${name}PeakOnBusyCores`, beside.figures));
            }
          }
          return figures;
        });
        return { lines: LINES, signalsInFrame: SIGNALS_IN_FRAME, idleCpuShare: roundShare(idle, 1_000), ...measured };
      } finally {
        await engine.stop();
      }
    } finally {
      for (const child of children) child.disconnect();
      await rm(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

interface Phase {
  readonly manners: Manners;
  readonly rate: number;
  readonly seconds: number;
  /** What the quiet client may wait when all is normal. */
  readonly usualMs?: number;
  /** What is sent, over and over. */
  readonly tails?: readonly Tail[];
  /** CPU seconds a second that processes beside it use which send nothing. */
  readonly busyShare?: number;
}

/** Makes the ids of each phase its own. */
let phases = 0;

/**
 * One load beside the quiet client: what was stored, what it cost with all that follows from it, and when all was
 * normal again.
 */
async function phase(
  engine: EngineProcess,
  children: readonly ChildProcess[],
  idle: number,
  { manners, rate, seconds, usualMs = Number.POSITIVE_INFINITY, tails = TAILS, busyShare = 0 }: Phase,
) {
  const name = `o${process.pid}.${++phases}`;
  const line = { port: engine.edge, key: INGEST_KEY, tails };
  const before = await engine.used();
  let peakRssMb = before.rssMb;
  const watch = setInterval(async () => {
    peakRssMb = Math.max(peakRssMb, (await engine.used()).rssMb);
  }, LOOK_MS);
  const loads = Array.from({ length: LINES }, (_, i): LineLoad => {
    // At the peak two frames of a line are under way; otherwise a client keeps as much as the SDK.
    const mostPending = manners === 'closed' ? 2 * SIGNALS_IN_FRAME : 10_000;
    const own = { manners, rate: rate / LINES, seconds, mostPending, signalsInFrame: SIGNALS_IN_FRAME };
    return { ...line, ...own, name: `${name}.${i}`, firstTail: Math.floor((i * tails.length) / LINES) };
  });
  const tasks = children.map((_, child): OverloadTask => {
    if (child < PROCESSES) return { loads: loads.filter((_, i) => i % PROCESSES === child) };
    return { busy: { share: busyShare / PROCESSES, seconds: busyShare > 0 ? seconds : 0, tails } };
  });
  const loadUntil = performance.now() + seconds * 1_000;
  const after = pause(seconds * 1_000 + FOLLOWS_MS).then(() => engine.used());
  const [probe, ...done] = await Promise.all([
    loadOverLine({ ...line, ...PROBE, name: `${name}.probe`, firstTail: 0, seconds: seconds + AFTER_SECONDS }),
    ...tasks.map((task, i) => runTask(children[i]!, task)),
  ]);
  const results = done.map(({ result }) => result);
  clearInterval(watch);
  const used = await after;
  await engine.settled();
  const cpuSeconds = sumCpu(used) - sumCpu(before) - idle * (seconds + FOLLOWS_MS / 1_000);
  const sum = (what: 'accepted' | 'duplicates' | 'busy' | 'cuts' | 'sent' | 'unsent') =>
    results.reduce((total, result) => total + result[what], 0);
  const stored = sum('accepted') + sum('duplicates');
  const kinds: Record<string, number> = {};
  for (const result of results)
    for (const [kind, count] of Object.entries(result.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count;
  const waits = results.flatMap((result) => result.waits);
  const answered = probe.answeredAt.map((at, i) => ({ at, waitMs: probe.waits[i]! }));
  const slowAt = answered.findLast(({ at, waitMs }) => at > loadUntil && waitMs > usualMs)?.at ?? loadUntil;
  const figures = {
    sentPerSecond: Math.round(sum('sent') / seconds),
    perSecond: Math.round(stored / seconds),
    perCpuSecond: Math.round(stored / cpuSeconds),
    eventShare: roundShare((kinds.event ?? 0) / stored, 1_000),
    p50Ms: quantile(waits, 0.5),
    p99Ms: quantile(waits, 0.99),
    busy: sum('busy'),
    clientCpuShare: roundShare(done.reduce((all, one) => all + one.cpuSeconds, 0) / seconds, 100),
    cuts: sum('cuts'),
    duplicates: sum('duplicates'),
    unsent: sum('unsent'),
    quietClientP99Ms: quantile(
      answered.filter(({ at }) => at <= loadUntil).map(({ waitMs }) => waitMs),
      0.99,
    ),
    quietClientBusy: probe.busy,
    normalAfterMs: Math.round(slowAt - loadUntil),
    peakRssMb: Math.round(peakRssMb),
  };
  return { kinds, figures };
}

/** CPU seconds a second that an engine with nothing to do uses. */
async function cpuWhileIdle(engine: EngineProcess): Promise<number> {
  const before = await engine.used();
  await pause(IDLE_MS);
  return (sumCpu(await engine.used()) - sumCpu(before)) / (IDLE_MS / 1_000);
}

function sumCpu({ cpuSeconds }: Used): number {
  return PARTS.reduce((sum, part) => sum + cpuSeconds[part], 0);
}

/** Signals in the shares that each kind has of the counts, evenly mixed. */
function mixTails(kinds: Readonly<Record<string, number>>): readonly Tail[] {
  const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const pools = Object.entries(kinds).map(([kind, count]) => ({
    share: count / total,
    tails: TAILS.filter((tail) => tail.kind === kind),
    taken: 0,
  }));
  return TAILS.map((_, i) => {
    const lag = ({ share, taken }: { share: number; taken: number }) => share * (i + 1) - taken;
    const pool = pools.reduce((most, one) => (lag(one) > lag(most) ? one : most));
    return pool.tails[pool.taken++ % pool.tails.length]!;
  });
}

async function runTask(child: ChildProcess, task: OverloadTask): Promise<OverloadDone> {
  const answer = once(child, 'message') as Promise<[OverloadDone]>;
  child.send(task);
  return (await answer)[0];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return roundShare(sorted[Math.floor(sorted.length * share)] ?? 0, 10);
}

function roundShare(figure: number, parts: number): number {
  return Math.round(figure * parts) / parts;
}

function prefixNames(prefix: string, figures: Readonly<Record<string, number>>): Record<string, number> {
  const named = Object.entries(figures).map(([name, figure]) => [
    prefix + name[0]!.toUpperCase() + name.slice(1),
    figure,
  ]);
  return Object.fromEntries(named);
}
