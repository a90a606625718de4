import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import own from '../../package.json' with { type: 'json' };
import { type Used, usedByTree } from './process-tree.ts';

const TYPESCRIPT = new URL('../../engine/typescript.mjs', import.meta.url).href;
const COLLECTIONS = new URL('count-collections.ts', import.meta.url).href;
const KAIROS = fileURLToPath(new URL('../../cli/kairos.mjs', import.meta.url));
export const INGEST_KEY = 'kp_0123456789abcdefghij';
export const SECRET_KEY = 'ks_0123456789abcdefghij';

/** As `npm start` starts it. */
export const NODE_FLAGS = own.scripts.start.match(/--[a-z]\S+/g) ?? [];

const LOOK_MS = 250;
/** What it says of its streams is of a second ago. */
const QUIET_LOOKS = 5;
const SETTLE_MS = 120_000;
const BEHIND = /^kairos_(?:stream_lag_entries|deliveries_waiting) (\d+)/gm;

/** An engine in processes of its own, as an operator runs it. */
export interface EngineProcess {
  readonly edge: number;
  readonly console: number;
  /** The sum over the histogram's buckets since the start: pairs of upper bound (ms) and count. */
  histogram(name: string): Promise<readonly (readonly [upTo: number, count: number])[]>;
  /** CPU and memory of the engine with its Redis and ClickHouse. */
  used(): Promise<Used>;
  /** Full collections of garbage in the engine so far. */
  collections(): Promise<number>;
  /** Resolves when all messages are sent and all rows are in ClickHouse: says how long that took, milliseconds. */
  settled(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts an engine on free ports and waits until it is ready. */
export async function startEngine(dataDir: string, env: Readonly<Record<string, string>>): Promise<EngineProcess> {
  const args = [...NODE_FLAGS, '--import', TYPESCRIPT, '--import', COLLECTIONS, KAIROS, 'start'];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      BENCH_COLLECTIONS: `${dataDir}.collections`,
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
  // However the benchmark ends, the engine does not outlive it.
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
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
  const metrics = async () => (await fetch(`http://127.0.0.1:${console}/metrics`)).text();
  return {
    edge,
    console,
    async histogram(name) {
      const lines = (await metrics()).matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)`, 'gm'));
      return [...lines].map(
        ([, upTo, count]) => [upTo === '+Inf' ? Infinity : Number(upTo) * 1_000, Number(count)] as const,
      );
    },
    used: () => usedByTree(child.pid!),
    collections: async () => Number(await readFile(`${dataDir}.collections`, 'utf8').catch(() => '0')),
    async settled() {
      const from = performance.now();
      for (let quiet = 0; quiet < QUIET_LOOKS; ) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        const found = [...(await metrics()).matchAll(BEHIND)].map(([, count]) => Number(count));
        quiet = found.length >= 2 && found.every((count) => count === 0) ? quiet + 1 : 0;
        if (performance.now() - from > SETTLE_MS) throw new Error(`the engine does not settle: ${found}`);
      }
      return performance.now() - from - QUIET_LOOKS * LOOK_MS;
    },
    async stop() {
      const ended = once(child, 'exit');
      end();
      await ended;
      process.off('exit', end);
    },
  };
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
