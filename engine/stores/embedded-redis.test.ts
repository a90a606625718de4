import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../contract.ts';
import { startEmbeddedRedis } from './embedded-redis.ts';
import { startOf } from './process-identity.ts';

let folder: string;
const said: string[] = [];
const log: Log = {
  info: (message) => said.push(message),
  warn: (message) => said.push(message),
  error: (message) => said.push(message),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-embedded-'));
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (more: Partial<Parameters<typeof startEmbeddedRedis>[0]> = {}) =>
  startEmbeddedRedis({ dataDir: folder, durability: 'standard', log, ...more });

test('what was written is there after a stop and a start, and the policy is noeviction', async () => {
  for (const expected of [1, 2]) {
    const server = await start({ durability: 'strict' });
    const redis = new Redis({ path: server.socket });
    expect(await redis.incr('starts')).toBe(expected);
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    const pid = await serverPid(redis);
    redis.disconnect();
    await server.close();
    await server.close();
    expect(startOf(pid)).toBeUndefined();
  }
});

test('a server that is killed is started again with all it held', async () => {
  let isUp: () => void = () => undefined;
  const server = await start({ log: { ...log, info: (message) => message === 'redis-server is up again' && isUp() } });
  const redis = new Redis({ path: server.socket, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  for (let i = 1; i <= 5; i++) {
    expect(await redis.incr('n')).toBe(i);
    const again = new Promise<void>((resolve) => {
      isUp = resolve;
    });
    process.kill(await serverPid(redis), 'SIGKILL');
    await again;
  }
  expect(await redis.get('n')).toBe('5');
  redis.disconnect();
  await server.close();
  expect(said.filter((line) => line === 'redis-server ended by itself and is started again')).toHaveLength(5);
});

test('a path too long for a socket falls back to a short one', async () => {
  const deep = join(folder, 'x'.repeat(100), 'y');
  const server = await start({ dataDir: deep });
  expect(server.socket.length).toBeLessThan(100);
  const redis = new Redis({ path: server.socket });
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
  await server.close();
  await rm(join(server.socket, '..'), { recursive: true });
});

test('a second server on the folder is refused with the pid of the first', async () => {
  const server = await start();
  const redis = new Redis({ path: server.socket });
  const pid = await serverPid(redis);
  await expect(start({ waitMs: 0 })).rejects.toThrow(
    new RegExp(`\\(pid ${pid}\\) still runs on ${folder}/redis; end it`),
  );
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
  await server.close();
});

test('without the program three ways on are named', async () => {
  await expect(start({ binary: 'no-such-redis' })).rejects.toThrow(
    /^no-such-redis was not found.*apt-get install redis-server.*KAIROS_REDIS_URL.*docker compose up/,
  );
});

test('a server that does not start says why', async () => {
  await expect(start({ binary: 'false' })).rejects.toThrow(/^redis-server does not start: exit code 1/);
});

test('a Ctrl-C of the terminal leaves it up, a kill -9 of the engine ends it, and the next engine waits for that', async () => {
  const { parent, lines } = engine(folder);
  const { socket, pid } = JSON.parse((await lines.next()).value as string);
  const redis = new Redis({ path: socket, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  process.kill(-parent.pid!, 'SIGINT');
  expect((await lines.next()).value).toBe('interrupted');
  expect(await serverPid(redis)).toBe(pid);
  await redis.set('a', '1');
  process.kill(pid, 'SIGSTOP'); // a server that takes its time to end
  const killed = once(parent, 'exit');
  parent.kill('SIGKILL');
  await killed;
  redis.disconnect();
  const next = start({
    log: {
      ...log,
      info(message) {
        said.push(message);
        if (message.startsWith('waiting')) process.kill(pid, 'SIGCONT');
      },
    },
  });
  const server = await next;
  expect(said).toEqual(['waiting for the redis-server of an earlier engine to end']);
  expect(startOf(pid)).toBeUndefined();
  const again = new Redis({ path: server.socket });
  expect(await again.get('a')).toBe('1');
  again.disconnect();
  await server.close();
  expect(await readFile(join(folder, 'redis/redis.log'), 'utf8')).toContain('bye bye');
});

async function serverPid(redis: Redis): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
}

/** An engine in a process group of its own, as a terminal would start it. */
function engine(dataDir: string): { parent: ChildProcess; lines: AsyncIterator<string> } {
  const code = `
    import { Redis } from 'ioredis';
    import { startEmbeddedRedis } from ${JSON.stringify(new URL('./embedded-redis.ts', import.meta.url).href)};
    process.on('SIGINT', () => console.log('interrupted'));
    const log = { info() {}, warn() {}, error() {} };
    const { socket } = await startEmbeddedRedis({ dataDir: ${JSON.stringify(dataDir)}, durability: 'standard', log });
    const redis = new Redis({ path: socket });
    const pid = Number(/process_id:(\\d+)/.exec(await redis.info('server'))[1]);
    console.log(JSON.stringify({ socket, pid }));
  `;
  const parent = spawn(process.execPath, ['--import', './engine/typescript.mjs', '--input-type=module', '-e', code], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { parent, lines: createInterface({ input: parent.stdout! })[Symbol.asyncIterator]() };
}
