import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../contract.ts';
import { RowsRefused } from './contract.ts';
import { startEmbeddedClickHouse } from './embedded-clickhouse.ts';
import { startOf } from './process-identity.ts';

let folder: string;
const said: string[] = [];
let heard: (message: string) => void = () => undefined;
const say = (message: string) => {
  said.push(message);
  heard(message);
};
const log: Log = { info: say, warn: say, error: say };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-clickhouse-'));
  said.length = 0;
  heard = () => undefined;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const childPid = async () => Number(/PID: (\d+)/.exec(await readFile(join(folder, 'clickhouse/status'), 'utf8'))?.[1]);

test('rows go in and come out, values are bound, and rows that cannot be read are refused whole', async () => {
  const store = await startEmbeddedClickHouse(folder, log);
  await store.command('CREATE TABLE t (a String, n UInt32) ENGINE = MergeTree ORDER BY n');
  await store.insert('t', ['{"a":"é\\"\\n","n":1}', '{"a":"two","n":2,"later":true}']);
  await store.insert('t', []);
  const refused = store.insert('t', ['{"a":"three","n":3}', '{"a":"four","n":"boo"}']);
  await expect(refused).rejects.toThrow(RowsRefused);
  expect(await store.query('SELECT a, n FROM t ORDER BY n', {})).toEqual([
    { a: 'é"\n', n: 1 },
    { a: 'two', n: 2 },
  ]);
  const tricky = `it's "\\' OR 1=1 --\n`;
  expect(await store.query('SELECT {x:String} AS x, {l:Array(String)} AS l', { x: tricky, l: ["a'b", 'c'] })).toEqual([
    { x: tricky, l: ["a'b", 'c'] },
  ]);
  await expect(store.query('SELECT nope FROM t', {})).rejects.toThrow('nope');
  await expect(store.query('SELECT number FROM numbers(200000)', {})).rejects.toThrow('Limit for result exceeded');
  expect(await store.ping()).toBe(true);
  await store.close();
  await store.close();
  await expect(store.query('SELECT 1', {})).rejects.toThrow('closed');
  expect(await store.ping()).toBe(false);
});

test('a question is worked on by every core, also where ClickHouse has little memory', async () => {
  const store = await startEmbeddedClickHouse(folder, log);
  const asked = 'SELECT n, count() FROM (SELECT number % 10 AS n FROM numbers_mt(10000000)) GROUP BY n';
  const plan = await store.query<{ explain: string }>(`EXPLAIN PIPELINE ${asked}`, {});
  const [working = ''] = plan.map(({ explain }) => explain.trim()).filter((line) => line.startsWith('Aggregating'));
  const cores = availableParallelism();
  expect(working).toBe(cores > 1 ? `AggregatingTransform × ${cores}` : 'AggregatingTransform');
  await store.close();
});

test('a list that ends early leaves its last columns at their defaults', async () => {
  const store = await startEmbeddedClickHouse(folder, log);
  await store.command(
    "CREATE TABLE t (n UInt32, a String, b UInt8, c String DEFAULT 'none') ENGINE = MergeTree ORDER BY n",
  );
  await store.insert('t', ['[1,"x",2,"y"]', '[2,"x"]', '[3]'], { columns: ['n', 'a', 'b', 'c'] });
  expect(await store.query('SELECT n, a, b, c FROM t ORDER BY n', {})).toEqual([
    { n: 1, a: 'x', b: 2, c: 'y' },
    { n: 2, a: 'x', b: 0, c: 'none' },
    { n: 3, a: '', b: 0, c: 'none' },
  ]);
  await store.close();
});

test('a process that is killed is started again with all that was acknowledged', async () => {
  const store = await startEmbeddedClickHouse(folder, log);
  await store.command('CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n');
  for (let round = 1; round <= 3; round++) {
    await store.insert('t', [`{"n":${round}}`]);
    const up = new Promise<void>((resolve) => {
      heard = (message) => message === 'the ClickHouse process is up again' && resolve();
    });
    const asked = store.query('SELECT sum(cityHash64(number)) FROM numbers(100000000000)', {});
    process.kill(await childPid(), 'SIGKILL');
    await expect(asked).rejects.toThrow('the ClickHouse process ended (SIGKILL)');
    await up;
    expect(await store.query('SELECT count() AS c FROM t', {})).toEqual([{ c: round }]);
  }
  await store.close();
});

test('a second process on the folder is refused with the pid of the first', async () => {
  const store = await startEmbeddedClickHouse(folder, log);
  await expect(startEmbeddedClickHouse(folder, log, { waitMs: 0 })).rejects.toThrow(
    new RegExp(`\\(pid ${await childPid()}\\) still runs on ${folder}/clickhouse; end it`),
  );
  await store.close();
});

test('where the library does not load one sentence says what it needs and what to do', async () => {
  const without = join(folder, 'without.cjs');
  await writeFile(
    without,
    `const Module = require('node:module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => {
      if (name.startsWith('@chdb/')) throw Object.assign(new Error('not there'), { code: 'MODULE_NOT_FOUND' });
      return resolve(name, ...rest);
    };`,
  );
  vi.stubEnv('NODE_OPTIONS', `--require=${without}`);
  await expect(startEmbeddedClickHouse(folder, log)).rejects.toThrow(
    /^ClickHouse as a library \(chdb\) does not load here: it needs Node 20.*KAIROS_CLICKHOUSE_URL.*no native binding/,
  );
  vi.unstubAllEnvs();
});

test('a folder that ClickHouse cannot open is named with its words', async () => {
  await mkdir(join(folder, 'clickhouse/status'), { recursive: true });
  await expect(startEmbeddedClickHouse(folder, log)).rejects.toThrow(
    new RegExp(`^ClickHouse cannot be opened on ${folder}/clickhouse: `),
  );
});

test('a Ctrl-C of the terminal leaves it up, a kill -9 of the engine ends it, and the next engine has its rows', async () => {
  const { parent, lines } = engine(folder);
  expect((await lines.next()).value).toBe('open');
  const pid = await childPid();
  process.kill(-parent.pid!, 'SIGINT');
  process.kill(pid, 'SIGTERM');
  expect((await lines.next()).value).toBe('interrupted');
  expect((await lines.next()).value).toBe('1 row');
  process.kill(pid, 'SIGSTOP'); // one that takes its time to end
  const killed = once(parent, 'exit');
  parent.kill('SIGKILL');
  await killed;
  heard = (message) => message.startsWith('waiting') && process.kill(pid, 'SIGCONT');
  const store = await startEmbeddedClickHouse(folder, log);
  expect(said).toEqual(['waiting for the ClickHouse process of an earlier engine to end']);
  expect(startOf(pid)).toBeUndefined();
  expect(await store.query('SELECT n FROM t', {})).toEqual([{ n: 1 }]);
  await store.close();
});

/** An engine in a process group of its own, as a terminal would start it. */
function engine(dataDir: string): { parent: ChildProcess; lines: AsyncIterator<string> } {
  const code = `
    import { startEmbeddedClickHouse } from ${JSON.stringify(new URL('./embedded-clickhouse.ts', import.meta.url).href)};
    const log = { info() {}, warn() {}, error() {} };
    const store = await startEmbeddedClickHouse(${JSON.stringify(dataDir)}, log);
    await store.command('CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n');
    process.on('SIGINT', async () => {
      console.log('interrupted');
      await store.insert('t', ['{"n":1}']);
      const [{ c }] = await store.query('SELECT count() AS c FROM t', {});
      console.log(c + ' row');
    });
    console.log('open');
  `;
  const parent = spawn(process.execPath, ['--import', './engine/typescript.mjs', '--input-type=module', '-e', code], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { parent, lines: createInterface({ input: parent.stdout! })[Symbol.asyncIterator]() };
}
