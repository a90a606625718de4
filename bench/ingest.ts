import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Bench } from './contract.ts';
import { loadWithFrames } from './support/frame-load.ts';
import { type Figure, medianOf } from './support/median.ts';

const SERVERS = fileURLToPath(new URL('support/ingest-servers.ts', import.meta.url));
const BATCH = 100;
const ID = '01JDA7Z3K9M2N4P6Q8R0S1T2V3';
const NO_ACK_BYTES = JSON.stringify({ type: 'ack', accepted: [], duplicates: [], rejected: [] }).length;

const signal = {
  id: ID,
  kind: 'location',
  customer: 'customer-048151',
  value: {
    lat: 48.208176,
    lon: 16.373819,
    accuracyMetres: 12.5,
    speedMetresPerSecond: 1.34,
    headingDegrees: 271,
    source: 'gps',
  },
};
const SINGLE = JSON.stringify(signal);
const MANY = JSON.stringify({ signals: Array.from({ length: BATCH }, () => signal) });

/** A server in a process of its own. */
interface Server {
  readonly port: number;
  /** CPU time it has used, µs, and its memory. */
  used(): Promise<{ readonly cpuMicros: number; readonly rssMb: number }>;
  stop(): Promise<void>;
}

/** A way in: how it is loaded for some seconds, and how many signals were answered. */
type Load = (port: number, kind: Kind, seconds: number) => Promise<number>;
type Kind = 'ours' | 'bare';

const LOADS: Readonly<Record<string, Load>> = {
  httpSingle: (port, _, seconds) => overHttp(port, SINGLE, 1, 50, 4, seconds),
  httpBatch: (port, _, seconds) => overHttp(port, MANY, BATCH, 8, 2, seconds),
  streamSingle: (port, kind, seconds) => overStream(port, SINGLE, 1, 50, 64, kind, seconds),
  streamBatch: (port, kind, seconds) => overStream(port, MANY, BATCH, 8, 4, kind, seconds),
};

/** What the public edge costs before anything is done with a signal: checks, validation, verdicts, acknowledgements. */
export default {
  name: 'ingest',
  summary:
    'The public edge before an intake that settles at once: HTTP and WebSocket, one signal or 100 a message, beside the bare socket.',
  async run({ runs, seconds = 3, say }) {
    const servers = { ours: await start('ours'), bare: await start('bare') };
    const figures: Record<string, unknown> = { signalBytes: SINGLE.length, batch: BATCH };
    for (const [name, load] of Object.entries(LOADS)) {
      const measured = await medianOf(runs, async () => {
        const bare = await measure(servers.bare, 'bare', load, seconds);
        const ours = await measure(servers.ours, 'ours', load, seconds);
        return {
          perSecond: ours.perSecond,
          cpuMicrosPerSignal: ours.cpuMicros,
          barePerSecond: bare.perSecond,
          bareCpuMicrosPerSignal: bare.cpuMicros,
          ofBareRate: round(ours.perSecond / bare.perSecond, 3),
          ofBareCpu: round(bare.cpuMicros / ours.cpuMicros, 3),
        };
      });
      figures[name] = measured;
      say(`${name.padEnd(14)} ${line(measured)}`);
    }
    figures.rssMb = round((await servers.ours.used()).rssMb, 0);
    await Promise.all([servers.ours.stop(), servers.bare.stop()]);
    return figures;
  },
} satisfies Bench;

async function measure(server: Server, kind: Kind, load: Load, seconds: number) {
  const before = await server.used();
  const from = performance.now();
  const signals = await load(server.port, kind, seconds);
  const tookSeconds = (performance.now() - from) / 1_000;
  const after = await server.used();
  if (signals === 0) throw new Error(`${kind} answered nothing`);
  return {
    perSecond: Math.round(signals / tookSeconds),
    cpuMicros: round((after.cpuMicros - before.cpuMicros) / signals, 2),
  };
}

async function overHttp(
  port: number,
  body: string,
  signals: number,
  connections: number,
  pipelining: number,
  seconds: number,
) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/v1/signals`,
    method: 'POST',
    headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
    body,
    connections,
    pipelining,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.total * signals;
}

function overStream(
  port: number,
  frame: string,
  signalsInFrame: number,
  connections: number,
  window: number,
  kind: Kind,
  seconds: number,
) {
  // Ours acknowledges by id, and several frames at once; the bare one says how many.
  const acknowledgedBy = (bytes: number) =>
    kind === 'bare' ? signalsInFrame : (bytes - NO_ACK_BYTES + 1) / (ID.length + '"",'.length);
  return loadWithFrames({ port, connections, window, frame, signalsInFrame, acknowledgedBy, seconds });
}

async function start(kind: Kind): Promise<Server> {
  const child = fork(SERVERS, [kind], {
    execArgv: ['--import', './engine/typescript.mjs'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port } = await answerOf<{ port: number }>(child);
  return {
    port,
    async used() {
      const answer = answerOf<{ cpu: NodeJS.CpuUsage; rssMb: number }>(child);
      child.send('used');
      const { cpu, rssMb } = await answer;
      return { cpuMicros: cpu.user + cpu.system, rssMb };
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** The child's next word, or an error when it ends before. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  try {
    const word = once(child, 'message', { signal: over.signal });
    const end = once(child, 'exit', { signal: over.signal }).then(([code]) => {
      throw new Error(`the server ended with ${code}`);
    });
    const [answer] = (await Promise.race([word, end])) as [T];
    return answer;
  } finally {
    over.abort();
  }
}

function line(measured: Readonly<Record<string, Figure>>): string {
  return Object.entries(measured)
    .map(([name, { median }]) => `${name} ${median}`)
    .join('  ');
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
