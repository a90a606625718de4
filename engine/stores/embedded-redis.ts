import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { causeOf } from '../cause-of.ts';
import type { Closable, Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import { keepRunning } from './keep-running.ts';
import { commandOf } from './process-identity.ts';
import { startRedisChild } from './redis-child.ts';

/** A private redis-server below the data folder. */
export interface EmbeddedRedis extends Closable {
  /** The path of its unix socket, the same after a restart. */
  readonly socket: string;
}

export interface EmbeddedRedisOptions {
  readonly dataDir: string;
  readonly durability: 'standard' | 'strict';
  readonly log: Log;
  readonly binary?: string;
  /** How long the server of an earlier engine gets to end. */
  readonly waitMs?: number;
}

/** The longest path that every system takes for a unix socket is 103 bytes. */
const LONGEST_SOCKET = 100;

/**
 * Starts a private redis-server on `<dataDir>/redis`, and starts it again when it ends. It ignores a Ctrl-C of the
 * terminal until closed, and ends with this process. Throws CannotStart when there is no redis-server, or another one
 * still runs on the folder.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const { log, binary = 'redis-server', waitMs = 15_000 } = options;
  const folder = join(options.dataDir, 'redis');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const socket = await socketFor(folder);
  const start = async () => {
    await oldServerGone(folder, socket, waitMs, log);
    return startRedisChild(
      binary,
      serverOptions(folder, socket, options.durability),
      socket,
      join(folder, 'redis.log'),
    );
  };
  try {
    const server = await keepRunning('redis-server', start, log);
    return { socket, close: server.close };
  } catch (cause) {
    throw cause instanceof CannotStart ? cause : explainStart(cause, binary);
  }
}

/** Returns the socket of the private server that runs below this folder; undefined: none runs. */
export async function privateSocket(folder: string): Promise<string | undefined> {
  const socket = await socketFor(folder);
  return (await isListening(socket)) === undefined ? undefined : socket;
}

function explainStart(cause: unknown, binary: string): CannotStart {
  const words = causeOf(cause);
  if (!words.startsWith('exit code 127')) return new CannotStart(`redis-server does not start: ${words}`, { cause });
  return new CannotStart(
    `${binary} was not found. Three ways on: install it (\`sudo apt-get install redis-server\`, \`brew install redis\`), ` +
      'or set KAIROS_REDIS_URL to a Redis 6.2 or newer, or run everything with `docker compose up`',
    { cause },
  );
}

function serverOptions(folder: string, socket: string, durability: 'standard' | 'strict'): readonly string[] {
  const fsync = durability === 'strict' ? 'always' : 'everysec';
  return [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
    ...['--dir', folder, '--pidfile', join(folder, 'redis.pid'), '--daemonize', 'no'],
    ...['--appendonly', 'yes', '--appendfsync', fsync, '--save', ''],
    // A busy engine fills the default 64 MB in seconds. Each time all data are rewritten while signals wait.
    ...['--auto-aof-rewrite-min-size', '1gb'],
    // Compressing the rewritten file costs more than the disk space it saves.
    ...['--rdbcompression', 'no'],
    // A full Redis refuses writes, so that signals are put off; it never evicts a key.
    ...['--maxmemory-policy', 'noeviction', '--maxmemory', String(Math.floor(totalmem() / 2))],
  ];
}

async function socketFor(folder: string): Promise<string> {
  const near = join(folder, 'redis.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET) return near;
  const short = join(tmpdir(), `kairos-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  await mkdir(short, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(short);
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new CannotStart(`${short}, for Redis' socket, belongs to somebody else; use a shorter KAIROS_DATA_DIR`);
  }
  return join(short, 'redis.sock');
}

/** Waits until the server of an earlier engine has ended, as two servers on one append-only file would ruin it. */
async function oldServerGone(folder: string, socket: string, waitMs: number, log: Log): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  for (let told = false; ; ) {
    const pid = (await pidOf(folder)) ?? (await isListening(socket));
    if (pid === undefined) return;
    if (performance.now() >= giveUpAt) {
      throw new CannotStart(
        `the redis-server of an earlier engine (pid ${pid || 'unknown'}) still runs on ${folder}; end it, for example with \`kill ${pid || 'PID'}\``,
      );
    }
    if (!told) log.info('waiting for the redis-server of an earlier engine to end', { pid });
    told = true;
    await pause(25);
  }
}

async function pidOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'redis.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  // After a crash the number can belong to another program.
  return pid > 0 && commandOf(pid)?.includes('redis') ? pid : undefined;
}

/** Returns 0 when any process listens on the socket. */
async function isListening(socket: string): Promise<0 | undefined> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(0);
    });
    probe.once('error', () => resolve(undefined));
  });
}
