import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../contract.ts';
import type { OutcomeStore, RedisStore } from '../stores/contract.ts';
import { openRedis } from '../stores/redis.ts';
import type { Sink } from './contract.ts';
import { lineOf } from './lines.ts';
import { type SinkParts, startSink } from './sink.ts';
import { outcomeStreamKey, REFUSED_STREAM } from './stream.ts';

const SHARDS = 2;
const said: string[] = [];
/** What a sink says of its streams is of a look that it takes every second. */
const PATIENT = { timeout: 20_000 };

let heard: (message: string) => void = () => undefined;
const say = (message: string) => {
  said.push(message);
  heard(message);
};
const log: Log = { info: say, warn: say, error: say };
const clock = systemClock();

let server: TestRedis;
let clickhouse: TestClickHouse;
let redis: RedisStore;
let direct: Redis;
let produced = 0;

beforeAll(async () => {
  server = await startRedis();
  clickhouse = await startClickHouse(log);
  redis = await openRedis({ redisUrl: server.url, dataDir: '/', durability: 'standard' }, log);
  direct = server.connect();
});
beforeEach(async () => {
  await direct.flushall();
  for (const table of ['outcomes', 'signals', 'decisions']) await clickhouse.store.command(`TRUNCATE TABLE ${table}`);
  produced = 0;
  said.length = 0;
  heard = () => undefined;
});
afterAll(async () => {
  await redis.close();
  await clickhouse.stop();
  await server.stop();
});

const open: Sink[] = [];
const sink = (more: Partial<SinkParts> = {}) => {
  const opened = startSink({ redis, store: clickhouse.store, shards: SHARDS, log, clock, leaseMs: 300, ...more });
  open.push(opened);
  return opened;
};
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** One entry of `count` rows, each with a number of its own; every third is an outcome. */
async function produce(count: number, shard = produced % SHARDS): Promise<void> {
  const lines = Array.from({ length: count }, () => {
    const id = String(produced++);
    return produced % 3 === 0
      ? lineOf({ ...OUTCOME, step: 'matched', decision: id })
      : lineOf({ ...SIGNAL, signal: signal(id) });
  });
  await direct.xadd(outcomeStreamKey(shard), '*', 'r', lines.join('\n'));
}

/** What is in ClickHouse: rows, different ones, and how many of their decisions are not counted. */
async function written(): Promise<{ rows: number; different: number; places: number; uncounted: number }> {
  const [found] = await clickhouse.store.query<{ rows: number; different: number; places: number; uncounted: number }>(
    `SELECT count() AS rows, uniqExact(id) AS different, uniqExact(shard, stored_at, seq, row) AS places,
       (SELECT uniqExact(decision) FROM outcomes) - (SELECT count() FROM results.decisions) AS uncounted FROM (
       SELECT id, shard, stored_at, seq, row FROM signals
       UNION ALL SELECT decision AS id, shard, stored_at, seq, row FROM outcomes)`,
    {},
  );
  return found!;
}
const exactly = (count: number) => ({ rows: count, different: count, places: count, uncounted: 0 });

test('every row of every shard is written once, with its place, and the streams are emptied', async () => {
  for (let i = 0; i < 40; i++) await produce(25);
  const moving = sink();
  await moving.drained();
  expect(await written()).toEqual(exactly(1_000));
  await produce(1);
  await moving.drained();
  expect(await written()).toEqual(exactly(1_001));
  const [signalRow] = await clickhouse.store.query(
    'SELECT * EXCEPT (stored_at, seq) FROM signals WHERE id = {id:String}',
    {
      id: '27',
    },
  );
  expect(signalRow).toEqual({
    ...{ shard: 1, row: 2, id: '27', kind: 'location', customer: 'ann', at: '2023-11-14 22:13:20.123' },
    ...{ received_at: '2023-11-14 22:13:20.200', late: false, value_cut: false, value: '{"lat":51.507,"lon":-0.128}' },
    moves: '',
  });
  for (const shard of [0, 1])
    await vi.waitFor(async () => expect(await direct.xlen(outcomeStreamKey(shard))).toBe(0), PATIENT);
  expect(moving.lag()).toMatchObject({ rows: 1_001, failing: undefined });
  await moving.close();
  await moving.close();
  await expect(moving.drained()).rejects.toThrow('closed');
});

test('a row that ClickHouse cannot read is set aside, and the others of its batch are written', async () => {
  await produce(500);
  await direct.xadd(
    outcomeStreamKey(0),
    '*',
    'r',
    's{"id":"x","at":"never"}\nzebra\ns{"id":"last","customer":"\u00e9"}',
  );
  const moving = sink();
  await moving.drained();
  expect(await written()).toMatchObject({ rows: 501 });
  const aside = (await direct.xrange(REFUSED_STREAM, '-', '+')).map(([, fields]) => fields);
  expect(aside).toEqual([
    ['r', 'zebra', 'why', 'not a line of a known table'],
    ['r', expect.stringContaining('"at":"never"'), 'why', expect.stringContaining('Cannot read DateTime')],
  ]);
  await moving.close();
});

test('while ClickHouse takes nothing rows wait, the lag says so, and then all are caught up with', async () => {
  let isAway = true;
  const store: OutcomeStore = {
    ...clickhouse.store,
    insert: (...row) => (isAway ? Promise.reject(new Error('connection refused')) : clickhouse.store.insert(...row)),
  };
  const away = new Promise<void>((resolve) => {
    heard = (message) => message.startsWith('ClickHouse takes no rows') && resolve();
  });
  const moving = sink({ store });
  for (let i = 0; i < 20; i++) await produce(50);
  await away;
  await vi.waitFor(() => expect(moving.lag().entries).toBeGreaterThan(10), PATIENT);
  expect(moving.lag()).toMatchObject({ failing: 'connection refused', rows: 0 });
  expect(moving.lag().oldestMs).toBeGreaterThan(0);
  isAway = false;
  await moving.drained();
  expect(await written()).toEqual(exactly(1_000));
  expect(said).toContain('ClickHouse takes rows again');
  await moving.close();
});

test('an insert that got no answer is looked for, and neither repeated nor left out', async () => {
  let calls = 0;
  const store: OutcomeStore = {
    ...clickhouse.store,
    async insert(...row) {
      calls++;
      if (calls % 3 === 1) throw new Error('lost on the way there');
      await clickhouse.store.insert(...row);
      if (calls % 3 === 2) throw new Error('lost on the way back');
    },
  };
  for (let i = 0; i < 4; i++) await produce(100);
  const moving = sink({ store });
  await moving.drained();
  await produce(10);
  await moving.drained();
  expect(await written()).toEqual(exactly(410));
  expect(said).toContain('rows were in ClickHouse already');
  await moving.close();
});

test('an insert that was cut between its rows and what is counted of them is made good', async () => {
  let isCut = true;
  const store: OutcomeStore = {
    ...clickhouse.store,
    async insert(table, ...row) {
      await clickhouse.store.insert(table, ...row);
      if (table !== 'outcomes' || !isCut) return;
      isCut = false;
      await clickhouse.store.command('TRUNCATE TABLE decisions');
      throw new Error('killed between two tables');
    },
  };
  for (let i = 0; i < 4; i++) await produce(100);
  const moving = sink({ store });
  await moving.drained();
  expect(isCut).toBe(false);
  expect(await written()).toEqual(exactly(400));
  await moving.close();
});

test('a ClickHouse that is killed again and again while rows come loses and doubles nothing', {
  timeout: 120_000,
}, async () => {
  const moving = sink();
  for (let kill = 0; kill < 4; kill++) {
    const up = new Promise<void>((resolve) => {
      heard = (message) => message === 'the ClickHouse process is up again' && resolve();
    });
    for (let i = 0; i < 30; i++) await produce(40);
    process.kill(await clickhousePid(), 'SIGKILL');
    for (let i = 0; i < 30; i++) await produce(40);
    await up;
  }
  await moving.drained();
  expect(await written()).toEqual(exactly(produced));
  await moving.close();
});

test('a second sink stands by and takes over when the first closes or dies', async () => {
  const first = sink();
  await produce(10, 0);
  await first.drained();
  const second = sink();
  await produce(10, 1);
  await second.drained();
  expect(second.lag().rows).toBe(0);
  await first.close();
  await produce(10, 0);
  await second.drained();
  expect(second.lag().rows).toBe(10);
  expect(await written()).toEqual(exactly(30));
  await second.close();
});

test('a sink beside ClickHouse moves every row once, also when it is killed with it', async () => {
  const hosted = await clickhouse.store.hostSink!({ target: server.target, shards: SHARDS });
  try {
    for (let kill = 0; kill < 2; kill++) {
      for (let i = 0; i < 30; i++) await produce(40);
      const caughtUp = hosted.drained();
      process.kill(await clickhousePid(), 'SIGKILL');
      for (let i = 0; i < 10; i++) await produce(40);
      await caughtUp;
    }
    await hosted.drained();
    expect(await written()).toEqual(exactly(produced));
    await vi.waitFor(async () => expect(await hosted.lag()).toMatchObject({ entries: 0, failing: undefined }), PATIENT);
  } finally {
    await hosted.close();
  }
  await expect(hosted.drained()).rejects.toThrow('the sink is closed');
});

test('the fuse cuts the oldest entries of a stream too long, and says how many are lost', async () => {
  for (let i = 0; i < 2_000; i++) await produce(1, 0);
  const lost = new Promise<void>((resolve) => {
    heard = (message) => message.startsWith('a stream of outcomes was too long') && resolve();
  });
  const store: OutcomeStore = { ...clickhouse.store, insert: () => Promise.reject(new Error('full')) };
  const moving = sink({ store, mostEntries: 500 });
  await lost;
  expect(await direct.xlen(outcomeStreamKey(0))).toBeLessThan(700);
  await moving.close();
  const after = sink();
  await after.drained();
  expect((await written()).rows).toBeGreaterThanOrEqual(500);
  await after.close();
});

test('a Redis that is killed again and again while rows are moved loses nothing it acknowledged under `strict`', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-sink-'));
  const own = await openRedis({ dataDir: folder, durability: 'strict' }, log);
  const producer = own.connect('worker');
  const moving = sink({ redis: own });
  const acknowledged: string[] = [];
  const add = async (id: string) => {
    const line = lineOf({ ...SIGNAL, signal: signal(id) });
    await producer.xadd(outcomeStreamKey(Number(id) % SHARDS), '*', 'r', line);
    acknowledged.push(id);
  };
  for (let kill = 0; kill < 3; kill++) {
    const up = new Promise<void>((resolve) => {
      heard = (message) => message === 'redis-server is up again' && resolve();
    });
    const ids = Array.from({ length: 300 }, (_, i) => String(kill * 300 + i));
    for (const id of ids.slice(0, 200)) await add(id);
    const rest = Promise.allSettled(ids.slice(200).map(add));
    process.kill(Number(await readFile(join(folder, 'redis/redis.pid'), 'utf8')), 'SIGKILL');
    await Promise.all([rest, up]);
  }
  await moving.drained();
  const rows = await clickhouse.store.query<{ id: string }>('SELECT id FROM signals', {});
  const there = new Set(rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  const { rows: count, places } = await written();
  expect(places).toBe(count);
  await moving.close();
  await own.close();
  await rm(folder, { recursive: true, force: true });
});

test('a sink that is killed at its worst moments, again and again, loses and doubles nothing', {
  timeout: 180_000,
}, async () => {
  const kills = { 'before the insert': 0, 'during the insert': 0, 'before the acknowledgement': 0 };
  const moments = Object.keys(kills) as (keyof typeof kills)[];
  for (let life = 0; life < 15; life++) {
    const moment = moments[life % moments.length]!;
    const process = sinkProcess(moment, 1 + (life % 4));
    const more: Promise<void>[] = [];
    const produceMore = () => more.push(produce(1 + (produced % 60)), produce(30));
    produceMore();
    process.on('message', produceMore);
    const [, signalName] = (await once(process, 'exit')) as [number | null, string | null];
    if (signalName === 'SIGKILL') kills[moment]++;
    await Promise.all(more);
  }
  expect(kills).toEqual({ 'before the insert': 5, 'during the insert': 5, 'before the acknowledgement': 5 });
  const last = sink();
  await last.drained();
  await last.close();
  expect(produced).toBeGreaterThan(1_000);
  expect(await written()).toEqual(exactly(produced));
});

/**
 * A sink in a process of its own that kills itself at its n-th insert. ClickHouse is ours: what was sent to it goes on.
 */
function sinkProcess(moment: string, nth: number): ChildProcess {
  const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
  const code = `
    import { startSink } from ${at('./sink.ts')};
    import { openRedis } from ${at('../stores/redis.ts')};
    import { systemClock } from ${at('../clock.ts')};
    const log = { info() {}, warn() {}, error: console.error };
    const redis = await openRedis({ redisUrl: ${JSON.stringify(server.url)}, dataDir: '/', durability: 'standard' }, log);
    const waiting = new Map();
    let next = 0;
    process.on('message', ({ id, result, failed }) => {
      if (failed) waiting.get(id).reject(new Error(failed));
      else waiting.get(id).resolve(result);
    });
    const ask = (method, ...args) => new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      process.send({ id: next++, method, args });
    });
    const die = () => process.kill(process.pid, 'SIGKILL');
    let inserts = 0;
    const store = {
      query: (...args) => ask('query', ...args),
      command: (...args) => ask('command', ...args),
      async insert(...args) {
        const isLast = ++inserts === ${nth};
        if (isLast && ${JSON.stringify(moment)} === 'before the insert') die();
        const asked = ask('insert', ...args);
        if (isLast && ${JSON.stringify(moment)} === 'during the insert') process.channel.ref(), setImmediate(die);
        await asked;
        if (isLast) die();
      },
    };
    startSink({ redis, store, shards: ${SHARDS}, log, clock: systemClock(), leaseMs: 300 });
  `;
  const child = spawn(process.execPath, ['--import', './engine/typescript.mjs', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', ({ id, method, args }: { id: number; method: 'query' | 'command' | 'insert'; args: never }) => {
    const run = clickhouse.store[method] as (...given: unknown[]) => Promise<unknown>;
    run(...(args as unknown[])).then(
      (result) => child.connected && child.send({ id, result }, gone),
      (error: Error) => child.connected && child.send({ id, failed: error.message }, gone),
    );
  });
  return child;
}

// A child may die between the look and the sending; that is what is tried here.
const gone = () => undefined;

async function clickhousePid(): Promise<number> {
  const status = await readFile(join(clickhouse.folder, 'clickhouse/status'), 'utf8');
  return Number(/PID: (\d+)/.exec(status)?.[1]);
}

const OUTCOME = {
  ...{
    step: 'matched',
    at: 1_700_000_000_123,
    wallAt: 1_700_000_000_200,
    elapsedMs: 1.5,
    customer: 'ann',
    signal: 's',
  },
  ...{ signalAt: 1_700_000_000_000, trigger: 'rainy', version: 1, decision: '', channel: '', provider: '', place: '' },
  ...{ gate: '', reason: '', attempt: 0 },
} as const;
const SIGNAL = { receivedAt: 1_700_000_000_200, late: false } as const;
const signal = (id: string) => ({
  ...{ id, kind: 'location', customer: 'ann', at: 1_700_000_000_123, value: { lat: 51.5071, lon: -0.1276 } },
});
