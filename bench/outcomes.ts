import { systemClock } from '../engine/clock.ts';
import type { Log } from '../engine/contract.ts';
import type { Outcome, SignalRow } from '../engine/outcomes/contract.ts';
import { lineOf } from '../engine/outcomes/lines.ts';
import { startSink } from '../engine/outcomes/sink.ts';
import { outcomeStreamKey } from '../engine/outcomes/stream.ts';
import { openRedis } from '../engine/stores/redis.ts';
import { startClickHouse, type TestClickHouse } from '../test/support/clickhouse.ts';
import { startRedis } from '../test/support/redis.ts';
import { storeLines } from '../test/support/rows.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const ROWS = 200_000;
const ROWS_AN_ENTRY = 100;
const ROWS_AN_INSERT = 5_000;
const SHARDS = 4;
const QUIET: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What recording costs on the hot path, and how fast a backlog gets into ClickHouse. */
export default {
  name: 'outcomes',
  summary: `Writing a row's line, beside JSON.stringify; ${ROWS} rows from Redis into ClickHouse, beside the inserts alone.`,
  async run({ runs, seconds = 1, say }) {
    const lines = await medianOf(runs, async () => ({
      outcomeLineCpuMicros: cpuMicros(seconds, (i) => lineOf(OUTCOMES[i % 1_000]!)),
      bareOutcomeCpuMicros: cpuMicros(seconds, (i) => JSON.stringify(OUTCOMES[i % 1_000])),
      signalLineCpuMicros: cpuMicros(seconds, (i) => lineOf(SIGNALS[i % 1_000]!)),
      bareSignalCpuMicros: cpuMicros(seconds, (i) => JSON.stringify(SIGNALS[i % 1_000])),
    }));
    say(JSON.stringify(lines));
    const clickhouse = await startClickHouse();
    try {
      const moved = await medianOf(runs, async () => {
        const sink = await throughSink(clickhouse);
        const barePerSecond = await countInserted(clickhouse);
        return { ...sink, barePerSecond, ofBareRate: Math.round((sink.perSecond / barePerSecond) * 1_000) / 1_000 };
      });
      say(JSON.stringify(moved));
      return { rows: ROWS, rowsAnEntry: ROWS_AN_ENTRY, ...lines, ...moved };
    } finally {
      await clickhouse.stop();
    }
  },
} satisfies Bench;

/** CPU of this process for one line, as it leaves it: as bytes. */
function cpuMicros(seconds: number, line: (i: number) => string): number {
  let bytes = 0;
  for (let i = 0; i < 20_000; i++) bytes += Buffer.byteLength(line(i));
  const before = process.cpuUsage();
  const from = performance.now();
  let count = 0;
  while (performance.now() - from < seconds * 1_000) {
    for (let i = 0; i < 1_000; i++) bytes += Buffer.byteLength(line(i));
    count += 1_000;
  }
  const { user, system } = process.cpuUsage(before);
  if (bytes === 0) throw new Error('nothing was written');
  return Math.round(((user + system) / count) * 100) / 100;
}

async function throughSink({ store }: TestClickHouse): Promise<{ perSecond: number; sinkCpuMicrosPerRow: number }> {
  const server = await startRedis();
  try {
    const direct = server.connect();
    for (let i = 0; i < ROWS / ROWS_AN_ENTRY; i++) {
      const entry = Array.from({ length: ROWS_AN_ENTRY }, (_, n) => lineNumber(i * ROWS_AN_ENTRY + n)).join('\n');
      await direct.xadd(outcomeStreamKey(i % SHARDS), '*', 'r', entry);
    }
    const redis = await openRedis({ redisUrl: server.url, dataDir: '/', durability: 'standard' }, QUIET);
    const before = process.cpuUsage();
    const from = performance.now();
    const sink = startSink({ redis, store, shards: SHARDS, log: QUIET, clock: systemClock() });
    await sink.drained();
    const perSecond = Math.round(ROWS / ((performance.now() - from) / 1_000));
    const { user, system } = process.cpuUsage(before);
    await sink.close();
    await redis.close();
    return { perSecond, sinkCpuMicrosPerRow: Math.round(((user + system) / ROWS) * 100) / 100 };
  } finally {
    await server.stop();
  }
}

/** The same rows in batches of the same size, and nothing else. */
async function countInserted({ store }: TestClickHouse): Promise<number> {
  const batches = Array.from({ length: ROWS / ROWS_AN_INSERT }, (_, b) =>
    Array.from({ length: ROWS_AN_INSERT }, (_, n) => lineNumber(b * ROWS_AN_INSERT + n)),
  );
  const from = performance.now();
  for (const lines of batches) await storeLines(store, lines);
  return Math.round(ROWS / ((performance.now() - from) / 1_000));
}

/** Four signals to one outcome. */
function lineNumber(i: number): string {
  return i % 5 === 0 ? lineOf(OUTCOMES[i % 1_000]!) : lineOf(SIGNALS[i % 1_000]!);
}

const START = Date.UTC(2026, 0, 5, 18);
const OUTCOMES = Array.from({ length: 1_000 }, (_, i) => outcome(i));
const SIGNALS: readonly SignalRow[] = OUTCOMES.map(({ signal, customer, at }, i) => ({
  signal: {
    ...{ id: signal, kind: 'location', customer, at },
    value: { lat: 51.5073509 + i / 1e4, lon: -0.1277583 + i / 1e4, accuracy: 12.5, speed: 1.25, source: 'gps' },
  },
  receivedAt: at + 0.25,
  late: false,
}));

/** One literal, as rows are made: objects put together from several are read at half the speed. */
function outcome(i: number): Outcome {
  return {
    step: 'queued',
    at: START + i,
    wallAt: START + i + 0.375,
    elapsedMs: i + 0.123456,
    customer: `customer-${i}`,
    signal: `01KE7M3QXW5V9T2R8Y6B4C${i}`,
    signalAt: START + i,
    trigger: `rainy-evening-${i % 50}`,
    version: 3,
    decision: `d_8f3a2b1c9d7e6f5${i}`,
    channel: 'email',
    provider: '',
    place: `store-${i % 40}`,
    gate: '',
    reason: '',
    attempt: 0,
  };
}
