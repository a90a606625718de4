import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from './contract.ts';
import { introductions, signalsOf } from './data/engine-signals.ts';
import { writeWorkspace } from './data/engine-workspace.ts';
import { startBare } from './support/bare-process.ts';
import { type EngineProcess, INGEST_KEY, quantileOf, startEngine } from './support/engine-process.ts';
import { type FloorProcess, startFloor } from './support/floor-process.ts';
import { medianOf } from './support/median.ts';
import { PARTS, type Part } from './support/process-tree.ts';
import { type Frames, framesOf, loadWithSignals, type SignalLoad } from './support/signal-load.ts';

const CUSTOMERS = 20_000;
const SIGNALS = 50_000;
const SIGNALS_IN_FRAME = 50;
const LINE = { connections: 16, key: INGEST_KEY } as const;
/**
 * Frames of one connection under way: some 50 ms of work, so that the engine never waits for us. More of them only wait
 * themselves.
 */
const FULL = { ...LINE, window: 2 } as const;
/** So much under way at most that nothing is shed: who cannot hold the pace is seen to be slower. */
const PACED = { ...LINE, window: 20 } as const;

/** The whole path on this machine: sockets, Redis, decisions, queue, deliveries, ClickHouse and the load itself. */
export default {
  name: 'engine',
  summary:
    'The whole path, everything on this machine: 100 triggers and 1,000 places, standard and strict durability, beside a floor that decides nothing and the bare socket.',
  run: (options) =>
    measure(options, { triggers: 100, places: 1_000, pace: 5_000, durabilities: ['standard', 'strict'] }),
} satisfies Bench;

export interface Size {
  readonly triggers: number;
  readonly places: number;
  /** What the paced phase sends, signals a second. */
  readonly pace: number;
  readonly durabilities: readonly ('standard' | 'strict')[];
}

/**
 * Measures the engine of a size: as much as it takes, then at a pace, its latencies; 1 of 10 signals matches, half of
 * those are sent. Each phase ends when all its messages are sent and all its rows are in ClickHouse: that is in the
 * CPU, and what is left over for after the last acknowledgement is told (`fullBehindMs`).
 */
export async function measure(
  { runs, seconds = 4, say }: BenchOptions,
  { triggers, places, pace, durabilities }: Size,
) {
  const folder = await mkdtemp(join(tmpdir(), 'kb-'));
  const figures: Record<string, unknown> = {
    triggers,
    places,
    customers: CUSTOMERS,
    pace,
    signalsInFrame: SIGNALS_IN_FRAME,
    signalsUnderWay: FULL.connections * FULL.window * SIGNALS_IN_FRAME,
  };
  try {
    const workspace = join(folder, 'workspace');
    await writeWorkspace(workspace, triggers, places);
    const frames = framesOf(signalsOf(1, SIGNALS, CUSTOMERS, triggers), SIGNALS_IN_FRAME);
    for (const durability of durabilities) {
      const engine = await startEngine(join(folder, durability), {
        KAIROS_WORKSPACE: workspace,
        KAIROS_DURABILITY: durability,
      });
      const floor = await startFloor(join(folder, `${durability}-floor`), durability);
      const bare = await startBare();
      const to = { port: engine.edge, seconds };
      try {
        await loadWithSignals(framesOf(introductions(CUSTOMERS), SIGNALS_IN_FRAME), { ...FULL, ...to, once: true });
        await phase(engine, frames, { ...FULL, ...to, seconds: WARM_UP_SECONDS });
        await floorPhase(floor, frames, WARM_UP_SECONDS);
        let collectedIn = 0;
        const measured = await medianOf(runs, async (run) => {
          const limit = await loadWithSignals(frames, { ...FULL, port: bare.port, seconds: Math.min(2, seconds) });
          const beneath = await floorPhase(floor, frames, seconds);
          const collected = await engine.collections();
          const full = await phase(engine, frames, { ...FULL, ...to });
          const paced = await phase(engine, frames, { ...PACED, ...to, rate: pace });
          const half = await phase(engine, frames, { ...PACED, ...to, rate: full.perSecond / 2 });
          if ((await engine.collections()) > collected) collectedIn++;
          const ofFloorCpu = roundShare(full.storedMicros / beneath.storedMicros, 100);
          const ofFloorRate = roundShare(full.perSecond / beneath.perSecond, 1_000);
          say(
            `${durability} run ${run + 1}: ${full.perSecond}/s of ${limit.perSecond}/s bare and ${beneath.perSecond}/s floor, ` +
              `${full.storedMicros} µs a signal, ${ofFloorCpu} times the floor's; ` +
              `queued p99 at ${pace}/s ${paced.queuedP99Ms} ms, at half ${half.queuedP99Ms} ms`,
          );
          return {
            ofFloorCpu,
            ofFloorRate,
            floorPerSecond: beneath.perSecond,
            floorMicros: beneath.storedMicros,
            ...prefixNames('full', full),
            barePerSecond: limit.perSecond,
            ofBare: roundShare(full.perSecond / limit.perSecond, 1_000),
            ...prefixNames('paced', paced),
            ...prefixNames('half', half),
            rssMb: Math.round((await engine.used()).rssMb),
          };
        });
        figures[durability] = { runsWithFullCollection: collectedIn, runs, ...measured };
      } finally {
        await bare.stop();
        await floor.stop();
        await engine.stop();
      }
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const WARM_UP_SECONDS = 4;

/** One phase of load: what it did and what it cost, with all that follows from it. */
async function phase(engine: EngineProcess, frames: Frames, load: SignalLoad) {
  const look = async () => ({
    used: await engine.used(),
    queued: await engine.histogram('kairos_signal_queued_seconds'),
    own: process.cpuUsage(),
  });
  const before = await look();
  const loaded = await loadWithSignals(frames, load);
  const own = process.cpuUsage(before.own);
  const behindMs = Math.round(await engine.settled());
  const after = await look();
  const micros = (part: Part) =>
    roundShare(((after.used.cpuSeconds[part] - before.used.cpuSeconds[part]) * 1e6) / loaded.acknowledged, 10);
  const loadMicros = roundShare((own.user + own.system) / loaded.acknowledged, 10);
  const parts = PARTS.map((part) => [`${part}Micros`, micros(part)] as const);
  return {
    perSecond: loaded.perSecond,
    cpuMicros: roundShare(
      parts.reduce((sum, [, part]) => sum + part, loadMicros),
      10,
    ),
    ...(Object.fromEntries(parts) as Record<`${Part}Micros`, number>),
    /** Without the load. */
    storedMicros: roundShare(
      parts.reduce((sum, [, part]) => sum + part, 0),
      10,
    ),
    loadMicros,
    busy: loaded.busy,
    queuedP50Ms: roundShare(quantileOf(before.queued, after.queued, 0.5), 10),
    queuedP99Ms: roundShare(quantileOf(before.queued, after.queued, 0.99), 10),
    queuedP999Ms: roundShare(quantileOf(before.queued, after.queued, 0.999), 10),
    ackP50Ms: loaded.ackP50Ms,
    ackP99Ms: loaded.ackP99Ms,
    ackP999Ms: loaded.ackP999Ms,
    behindMs,
  };
}

/** As much as the floor takes of the same load, and what that costs it with all that follows from it. */
async function floorPhase(floor: FloorProcess, frames: Frames, seconds: number) {
  const before = await floor.used();
  const { acknowledged, perSecond } = await loadWithSignals(frames, { ...FULL, port: floor.edge, seconds });
  await floor.settled();
  const after = await floor.used();
  const cpuSeconds = PARTS.reduce((sum, part) => sum + after.cpuSeconds[part] - before.cpuSeconds[part], 0);
  return { perSecond, storedMicros: roundShare((cpuSeconds * 1e6) / acknowledged, 10) };
}

function prefixNames(prefix: string, figures: Readonly<Record<string, number>>): Record<string, number> {
  const named = Object.entries(figures).map(([name, figure]) => [
    prefix + name[0]!.toUpperCase() + name.slice(1),
    figure,
  ]);
  return Object.fromEntries(named);
}

function roundShare(figure: number, parts: number): number {
  return Math.round(figure * parts) / parts;
}
