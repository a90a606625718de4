import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Child } from './keep-running.ts';

/**
 * How long a redis-server gets to write its file to the disk and end. A kill loses nothing: acknowledged writes are in
 * the system's cache, and under `strict` on the disk. A server that stands still would be left behind.
 */
const STOP_MS = 2_000;
/** How long it gets until its first answer; loading its file does not count. */
const START_MS = 15_000;

/**
 * The shell runs the server and holds a pipe from this process. When this process ends in any way, the pipe ends, and
 * the server gets a TERM. A Ctrl-C of the terminal does not reach the server.
 */
const SCRIPT = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(while read -r _ <&3; do :; done; kill -TERM $server) 2>/dev/null &
keeper=$!
exec 3<&- </dev/null
wait $server
code=$?
kill $keeper 2>/dev/null
exit $code
`;

/**
 * Starts a redis-server with these options and waits until it answers on its socket. Throws with the server's last
 * lines.
 */
export async function startRedisChild(
  binary: string,
  options: readonly string[],
  socket: string,
  logFile: string,
): Promise<Child> {
  const output = openSync(logFile, 'w', 0o600);
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'kairos-redis', binary, ...options], {
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  shell.stdin?.on('error', () => undefined); // it ended first: `ended` says so
  const ended = new Promise<string>((resolve) => {
    shell.once('error', (error) => resolve(`/bin/sh: ${error.message}`));
    shell.once('exit', (code, signal) => {
      shell.stdin?.destroy();
      resolve(`${signal ?? `exit code ${code}`}; ${lastLines(logFile)}`);
    });
  });
  const child: Child = { ended, stop: () => stop(shell, ended) };
  try {
    await answers(socket, ended);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}

async function answers(socket: string, ended: Promise<string>): Promise<void> {
  const redis = new Redis({
    path: socket,
    retryStrategy: () => 25,
    maxRetriesPerRequest: null,
    maxLoadingRetryTime: 100,
  });
  redis.on('error', () => undefined); // refused until it listens
  let deadline: NodeJS.Timeout | undefined;
  try {
    const ready = new Promise<undefined>((resolve) => redis.once('ready', () => resolve(undefined)));
    const late = new Promise<string>((resolve) => {
      deadline = setTimeout(() => resolve('it did not answer'), START_MS);
      // Connected but not ready: it is loading its file, which has no time limit.
      redis.once('connect', () => clearTimeout(deadline));
    });
    const how = await Promise.race([ready, ended, late]);
    if (how !== undefined) throw new Error(how);
  } finally {
    clearTimeout(deadline);
    redis.disconnect();
  }
}

async function stop(shell: ChildProcess, ended: Promise<string>): Promise<void> {
  shell.stdin?.end();
  const deadline = setTimeout(() => {
    try {
      // Kills the whole group with the server. Acknowledged writes are in the system's cache already.
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
    } catch {
      // It ended just now.
    }
  }, STOP_MS);
  await ended;
  clearTimeout(deadline);
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return '';
  }
}
