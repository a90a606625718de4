import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../engine/main.ts', import.meta.url));
export const INGEST_KEY = 'kp_0123456789abcdefghij';
const SECRET_KEY = 'ks_0123456789abcdefghij';

/** An engine in processes of its own, as an operator runs it. */
export interface EngineProcess {
  readonly edge: number;
  /** The sum over the histogram's buckets since the start: pairs of upper bound (ms) and count. */
  histogram(name: string): Promise<readonly (readonly [upTo: number, count: number])[]>;
  /** CPU seconds and memory of the engine with its Redis and ClickHouse. */
  used(): Promise<{ readonly cpuSeconds: number; readonly rssMb: number }>;
  stop(): Promise<void>;
}

/** Starts an engine on free ports and waits until it is ready. */
export async function startEngine(dataDir: string, env: Readonly<Record<string, string>>): Promise<EngineProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--import', 'tsx', MAIN], {
    env: {
      ...process.env,
      KAIROS_DATA_DIR: dataDir,
      KAIROS_HOST: '127.0.0.1',
      KAIROS_PORT: '0',
      KAIROS_CONSOLE_PORT: '0',
      KAIROS_WEATHER_URL: 'off',
      KAIROS_INGEST_KEY: INGEST_KEY,
      KAIROS_SECRET_KEY: SECRET_KEY,
      KAIROS_RATE_LIMIT: '1000000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const ports = await new Promise<readonly number[]>((resolve, reject) => {
    let greeting = '';
    child.once('exit', (code) => reject(new Error(`the engine ended with ${code}: ${said}`)));
    child.stdout.on('data', (bytes: Buffer) => {
      greeting += bytes.toString();
      const found = [...greeting.matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
      if (found.length >= 2) resolve(found);
    });
  });
  const [edge = 0, console = 0] = ports;
  return {
    edge,
    async histogram(name) {
      const reply = await fetch(`http://127.0.0.1:${console}/metrics`);
      const lines = (await reply.text()).matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)`, 'gm'));
      return [...lines].map(([, upTo, count]) => [upTo === '+Inf' ? Infinity : Number(upTo), Number(count)] as const);
    },
    used: () => usedByTree(child.pid!),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function usedByTree(root: number) {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=,time=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const tree = new Set([String(root)]);
  // Parents come before their children often, not always: look until nothing is added.
  for (let before = 0; before !== tree.size; ) {
    before = tree.size;
    for (const [pid, parent] of rows) if (tree.has(parent!)) tree.add(pid!);
  }
  const own = rows.filter(([pid]) => tree.has(pid!));
  return {
    cpuSeconds: own.reduce((sum, [, , , time]) => sum + secondsOf(time!), 0),
    rssMb: own.reduce((sum, [, , rss]) => sum + Number(rss) / 1024, 0),
  };
}

function secondsOf(time: string): number {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time];
  return clock!.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** Where a share of what a histogram gained lies, by straight lines within its buckets; milliseconds. */
export function quantileOf(
  before: readonly (readonly [number, number])[],
  after: readonly (readonly [number, number])[],
  share: number,
): number {
  const gained = after.map(([upTo, count], i) => [upTo, count - (before[i]?.[1] ?? 0)] as const);
  const total = gained.at(-1)?.[1] ?? 0;
  let low = 0;
  let below = 0;
  for (const [upTo, count] of gained) {
    if (count >= total * share)
      return upTo === Infinity ? low : low + ((upTo - low) * (total * share - below)) / (count - below || 1);
    low = upTo;
    below = count;
  }
  return low;
}
