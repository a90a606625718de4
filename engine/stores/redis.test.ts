import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import { openRedis } from './redis.ts';

const warned: string[] = [];
const log: Log = { info: () => undefined, warn: (message) => warned.push(message), error: () => undefined };
const servers: TestRedis[] = [];
const start = async (...more: string[]) => {
  const server = await startRedis(more);
  servers.push(server);
  return server;
};
const open = (redisUrl: string, durability: 'standard' | 'strict' = 'standard') =>
  openRedis({ redisUrl, durability, dataDir: tmpdir() }, log, { reachMs: 1_000 });

afterEach(async () => {
  warned.length = 0;
  for (const server of servers.splice(0)) await server.stop();
});

test('a good Redis is opened, each use gets a connection, and closing closes them', async () => {
  const server = await start();
  const store = await open(server.url);
  expect(store.target.nodes).toBeUndefined();
  for (const use of ['hot', 'stream', 'worker', 'subscribe', 'api'] as const) {
    expect(await store.connect(use).ping()).toBe('PONG');
  }
  const queue = store.connect('queue');
  await once(queue, 'ready');
  expect(await queue.set('a', '1')).toBe('OK');
  const ended = once(queue, 'end');
  await store.close();
  await store.close();
  await ended;
  expect(() => store.connect('hot')).toThrow('closed');
  expect(warned).toEqual(['Redis writes no append-only file: what it holds is lost when it stops']);
});

test('an evicting policy is refused with how to mend it, also where CONFIG is not allowed', async () => {
  const evicting = await start('--maxmemory-policy', 'allkeys-lru');
  await expect(open(evicting.url)).rejects.toThrow(CannotStart);
  await expect(open(evicting.url)).rejects.toThrow(/maxmemory-policy allkeys-lru.*noeviction/);
  const hosted = await start('--maxmemory-policy', 'volatile-ttl', '--rename-command', 'CONFIG', '');
  await expect(open(hosted.url)).rejects.toThrow('maxmemory-policy volatile-ttl');
  const fine = await start('--rename-command', 'CONFIG', '');
  await (await open(fine.url)).close();
});

test('a Redis that is too old is refused with its version', async () => {
  const info = '# Server\r\nredis_version:5.0.14\r\nloading:0\r\nmaxmemory_policy:noeviction\r\n';
  const old = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const command of chunk.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        if (command[1]?.toLowerCase() === 'info') socket.write(`$${info.length}\r\n${info}\r\n`);
        else socket.write(`-ERR unknown command \`${command[1]}\`, with args beginning with: \r\n`);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(old, 'listening');
  const { port } = old.address() as AddressInfo;
  await expect(open(`redis://127.0.0.1:${port}`)).rejects.toThrow(/is version 5\.0\.14; Kairos needs 6\.2 or newer/);
  old.close();
});

test('a replica and one with a user who may not write are refused, a full one is told of: what makes room must start', async () => {
  const replica = await start('--replicaof', '127.0.0.1 1');
  await expect(open(replica.url)).rejects.toThrow(/cannot be written to \(READONLY.*address of the master/);
  const full = await start('--maxmemory', '1');
  await (await open(full.url)).close();
  const limited = await start();
  await limited.connect().acl('SETUSER', 'reader', 'on', '>secret', '+@all', '%R~*');
  const url = `unix://reader:secret@${limited.socket}`;
  await expect(open(url)).rejects.toThrow(/NOPERM.*kairos:\*/);
});

test('strict durability is refused where a command is not written to the disk at once', async () => {
  const memory = await start();
  await expect(open(memory.url, 'strict')).rejects.toThrow(/appendonly no/);
  const lazy = await start('--appendonly', 'yes', '--appendfsync', 'everysec');
  await expect(open(lazy.url, 'strict')).rejects.toThrow(/appendfsync everysec/);
  const strict = await start('--appendonly', 'yes', '--appendfsync', 'always');
  await (await open(strict.url, 'strict')).close();
  expect(warned).toEqual([]);
});

test('a Redis that cannot be reached or wants a password is named with the reason', async () => {
  const [nobody, locked] = await Promise.allSettled([
    open('redis://:hidden@127.0.0.1:1'),
    start('--requirepass', 'right').then((server) => open(`unix://:wrong@${server.socket}`)),
  ]);
  expect(nobody).toMatchObject({ status: 'rejected' });
  expect(String((nobody as PromiseRejectedResult).reason)).toMatch(
    /redis:\/\/127\.0\.0\.1:1 cannot be reached \(.*ECONNREFUSED/,
  );
  expect(String((nobody as PromiseRejectedResult).reason)).not.toContain('hidden');
  expect(String((locked as PromiseRejectedResult).reason)).toMatch(/WRONGPASS/);
});

test('a Redis Cluster is opened, and refused while it is not whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-cluster-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  options.push('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1');
  const node = await start(...options);
  const url = `redis+cluster://127.0.0.1:${port}`;
  const direct = node.connect();
  await expect(open(url)).rejects.toThrow(
    /redis\+cluster:.*cannot be reached \(no answer, or its cluster_state is not ok/,
  );
  await direct.cluster('ADDSLOTSRANGE', 0, 16_383);
  while (!String(await direct.cluster('INFO')).includes('cluster_state:ok'));
  const store = await openRedis({ redisUrl: url, durability: 'standard', dataDir: folder }, log);
  expect(store.target.nodes).toHaveLength(1);
  const redis = store.connect('hot');
  await Promise.all([redis.set('kairos:a:{1}', 'x'), redis.set('kairos:a:{2}', 'y')]);
  expect(await redis.get('kairos:a:{2}')).toBe('y');
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test('a master is found through its sentinels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-sentinel-'));
  const [port, sentinelPort] = [await freePort(), await freePort()];
  await start('--port', String(port), '--bind', '127.0.0.1');
  const file = join(folder, 'sentinel.conf');
  const lines = [`port ${sentinelPort}`, 'bind 127.0.0.1', `sentinel monitor mymaster 127.0.0.1 ${port} 1`];
  await writeFile(file, lines.join('\n'));
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const chunk of sentinel.stdout) if (String(chunk).includes('+monitor')) break;
  const store = await open(`redis+sentinel://127.0.0.1:${sentinelPort}/mymaster`);
  expect(await store.connect('hot').set('a', '1')).toBe('OK');
  await store.close();
  sentinel.kill();
  await once(sentinel, 'exit');
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('while an engine starts, a Redis that stands still for more than five seconds is waited for', async () => {
  const server = await start('--enable-debug-command', 'yes');
  const store = await open(server.url);
  const api = store.connect('api');
  await api.ping();
  const debug = server.connect();
  /** Asks one thing after the other until Redis has stood still for a while. */
  const throughout = async (ask: () => Promise<unknown>) => {
    let isOver = false;
    const still = debug.call('DEBUG', 'SLEEP', '5.5').then(() => {
      isOver = true;
    });
    const asked = (async () => {
      while (!isOver) await ask();
    })();
    await Promise.allSettled([still, asked]);
    return asked;
  };
  await throughout(() => api.set('a', '1'));
  store.started();
  await expect(throughout(() => api.get('a'))).rejects.toThrow('Command timed out');
  await store.close();
}, 30_000);
