import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from './contract.ts';
import { introductions, signalsOf } from './data/engine-signals.ts';
import { writeWorkspace } from './data/engine-workspace.ts';
import { startBare } from './support/bare-process.ts';
import { type EngineProcess, INGEST_KEY, quantileOf, startEngine } from './support/engine-process.ts';
import { figureOf } from './support/median.ts';
import { loadWithSignals } from './support/signal-load.ts';

const CUSTOMERS = 20_000;
const FRAME = { connections: 16, signalsInFrame: 50 } as const;
const WINDOW = 4;
/** What the paced phases send, signals a second. */
const PACED = 5_000;

/** The whole path on this machine: sockets, Redis, decisions, queue, deliveries, ClickHouse and the load itself. */
export default {
  name: 'engine',
  summary:
    'The whole path, everything on this machine: 100 triggers and 1,000 places, standard and strict durability, beside the bare socket.',
  run: (options) => measure(options, { triggers: 100, places: 1_000, durabilities: ['standard', 'strict'] }),
} satisfies Bench;

export interface Size {
  readonly triggers: number;
  readonly places: number;
  readonly durabilities: readonly ('standard' | 'strict')[];
}

/** Measures the engine of a size: as much as it takes, then at a pace, its latencies; 1 of 10 signals matches, half of those are sent. */
export async function measure({ runs, seconds = 10, say }: BenchOptions, { triggers, places, durabilities }: Size) {
  const folder = await mkdtemp(join(tmpdir(), 'kb-'));
  const figures: Record<string, unknown> = {
    triggers,
    places,
    customers: CUSTOMERS,
    paced: PACED,
    signalsInFrame: FRAME.signalsInFrame,
  };
  try {
    const workspace = join(folder, 'workspace');
    await writeWorkspace(workspace, triggers, places);
    const signals = signalsOf(1, 50_000, CUSTOMERS, triggers);
    for (const durability of durabilities) {
      const engine = await startEngine(join(folder, durability), {
        KAIROS_WORKSPACE: workspace,
        KAIROS_DURABILITY: durability,
      });
      const bare = await startBare();
      try {
        const introduced = { ...FRAME, port: engine.edge, key: INGEST_KEY, window: WINDOW };
        await loadWithSignals(introductions(CUSTOMERS), { ...introduced, seconds: 3, once: true });
        await loadWithSignals(signals, { ...introduced, seconds: 3 });
        const results: Record<string, number>[] = [];
        for (let run = 1; run <= runs; run++) {
          const limit = await loadWithSignals(signals, {
            ...introduced,
            port: bare.port,
            seconds: Math.min(3, seconds),
          });
          const full = await saturate(engine, () => loadWithSignals(signals, { ...introduced, seconds }));
          const paced = await saturate(engine, () =>
            loadWithSignals(signals, { ...introduced, window: 1_000, rate: PACED, seconds }),
          );
          const half = await saturate(engine, () =>
            loadWithSignals(signals, { ...introduced, window: 1_000, rate: full.perSecond / 2, seconds }),
          );
          const { rssMb } = await engine.used();
          results.push({
            perSecond: full.perSecond,
            barePerSecond: limit.perSecond,
            ofBare: full.perSecond / limit.perSecond,
            cpuMicrosPerSignal: full.cpuMicros,
            pacedPerSecond: paced.perSecond,
            pacedQueuedP50Ms: paced.queuedP50Ms,
            pacedQueuedP99Ms: paced.queuedP99Ms,
            pacedAckP99Ms: paced.ackP99Ms,
            halfPerSecond: half.perSecond,
            halfQueuedP50Ms: half.queuedP50Ms,
            halfQueuedP99Ms: half.queuedP99Ms,
            rssMb,
          });
          say(
            `${durability} run ${run}: ${full.perSecond}/s of ${limit.perSecond}/s bare; at ${PACED}/s queued p99 ${paced.queuedP99Ms.toFixed(1)} ms; at half p99 ${half.queuedP99Ms.toFixed(1)} ms`,
          );
        }
        figures[durability] = Object.fromEntries(
          Object.keys(results[0]!).map((name) => [
            name,
            figureOf(results.map((result) => Math.round(result[name]! * 100) / 100)),
          ]),
        );
      } finally {
        await bare.stop();
        await engine.stop();
      }
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One phase of load with what it cost, and how long signals took to become queued messages. */
async function saturate(engine: EngineProcess, load: () => ReturnType<typeof loadWithSignals>) {
  const before = { used: await engine.used(), queued: await engine.histogram('kairos_signal_queued_milliseconds') };
  const loaded = await load();
  const after = { used: await engine.used(), queued: await engine.histogram('kairos_signal_queued_milliseconds') };
  return {
    ...loaded,
    cpuMicros: ((after.used.cpuSeconds - before.used.cpuSeconds) * 1e6) / loaded.acknowledged,
    queuedP50Ms: quantileOf(before.queued, after.queued, 0.5),
    queuedP99Ms: quantileOf(before.queued, after.queued, 0.99),
  };
}
