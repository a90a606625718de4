import { mkdtemp, rm } from 'node:fs/promises';
import { type ClientRequest, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './contract.ts';
import { introductions, signalsOf } from './data/engine-signals.ts';
import { writeWorkspace } from './data/engine-workspace.ts';
import { type EngineProcess, INGEST_KEY, SECRET_KEY, startEngine } from './support/engine-process.ts';
import { medianOf } from './support/median.ts';
import { PARTS } from './support/process-tree.ts';
import { type Frames, framesOf, loadWithSignals } from './support/signal-load.ts';

const CUSTOMERS = 20_000;
const SIGNALS = 50_000;
const SIGNALS_IN_FRAME = 50;
const VIEWERS = 10;
const PACE = 10_000;
const LINE = { connections: 16, window: 20, key: INGEST_KEY } as const;
const WARM_UP_SECONDS = 4;

/** What it costs that people look: the same load with nobody at the live view, and with ten. */
export default {
  name: 'live',
  summary:
    'The live view: CPU of the engine, Redis and ClickHouse for a signal at 10,000/s, with no viewer and with ten.',
  async run({ runs, seconds = 5, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'kb-'));
    try {
      const workspace = join(folder, 'workspace');
      await writeWorkspace(workspace, 100, 1_000);
      const frames = framesOf(signalsOf(1, SIGNALS, CUSTOMERS, 100), SIGNALS_IN_FRAME);
      const engine = await startEngine(join(folder, 'engine'), { KAIROS_WORKSPACE: workspace });
      try {
        const to = { ...LINE, port: engine.edge };
        await loadWithSignals(framesOf(introductions(CUSTOMERS), SIGNALS_IN_FRAME), { ...to, seconds, once: true });
        await phase(engine, frames, WARM_UP_SECONDS);
        const measured = await medianOf(runs, async (run) => {
          // In turns, the first one too: what the machine does meanwhile falls on both.
          const first = run % 2 === 0 ? await phase(engine, frames, seconds) : undefined;
          const viewers = await watch(engine.console);
          const watched = await phase(engine, frames, seconds);
          const secondsSeen = viewers.close();
          const alone = first ?? (await phase(engine, frames, seconds));
          const costPercent = Math.round((watched.micros / alone.micros - 1) * 1_000) / 10;
          say(
            `run ${run + 1}: ${alone.micros} µs a signal alone, ${watched.micros} with ${VIEWERS} viewers: ${costPercent} % ` +
              `(${alone.perSecond}/s, ${secondsSeen} seconds seen by each)`,
          );
          return {
            aloneMicros: alone.micros,
            watchedMicros: watched.micros,
            costPercent,
            perSecond: watched.perSecond,
            secondsSeen,
          };
        });
        return { viewers: VIEWERS, pace: PACE, triggers: 100, places: 1_000, runs, ...measured };
      } finally {
        await engine.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

/** The load for so long, and what each signal cost with all that followed from it. */
async function phase(engine: EngineProcess, frames: Frames, seconds: number) {
  const before = await engine.used();
  const loaded = await loadWithSignals(frames, { ...LINE, port: engine.edge, seconds, rate: PACE });
  await engine.settled();
  const after = await engine.used();
  const cpuSeconds = PARTS.reduce((sum, part) => sum + after.cpuSeconds[part] - before.cpuSeconds[part], 0);
  const micros = Math.round((cpuSeconds * 1e7) / loaded.acknowledged) / 10;
  return { perSecond: loaded.perSecond, micros };
}

/** Opens the live view as so many consoles do; closing tells how many seconds each of them saw. */
async function watch(port: number): Promise<{ close(): number }> {
  let seen = 0;
  const open = (): Promise<ClientRequest> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${SECRET_KEY}` };
      const request = get({ host: '127.0.0.1', port, path: '/v1/live', headers }, (response) => {
        response.setEncoding('utf8').on('data', (text: string) => {
          seen += text.split('\ndata: ').length - 1 + (text.startsWith('data: ') ? 1 : 0);
        });
        response.on('error', () => undefined);
        resolve(request);
      });
      request.on('error', reject);
    });
  const requests = await Promise.all(Array.from({ length: VIEWERS }, open));
  return {
    close() {
      for (const request of requests) request.on('error', () => undefined).destroy();
      return Math.round(seen / VIEWERS);
    },
  };
}
