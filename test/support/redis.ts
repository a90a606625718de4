import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { RedisTarget } from '../../engine/stores/contract.ts';

/** A redis-server of the test's own: unix socket in a temporary folder, gone when stopped. */
export interface TestRedis {
  readonly socket: string;
  readonly url: string;
  readonly target: RedisTarget;
  readonly process: ChildProcess;
  /** A new connection, closed with the server. */
  connect(): Redis;
  stop(): Promise<void>;
}

/** Starts a private redis-server and waits until it answers. `more` are further command-line options. */
export async function startRedis(more: readonly string[] = []): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-redis-'));
  const socket = join(folder, 'r.sock');
  const options = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/ready to accept connections/i.test(said)) resolve();
    });
  });
  const open: Redis[] = [];
  return {
    socket,
    url: `unix://${socket}`,
    target: { label: `unix://${socket}`, options: { path: socket } },
    process: child,
    connect() {
      const redis = new Redis({ path: socket, maxRetriesPerRequest: null });
      redis.on('error', () => undefined);
      open.push(redis);
      return redis;
    },
    async stop() {
      for (const redis of open) redis.disconnect();
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
