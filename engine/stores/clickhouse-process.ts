import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Log } from '../contract.ts';
import { errorOf } from './clickhouse-ipc.ts';
import type { Reply, Request } from './contract.ts';
import type { Child } from './keep-running.ts';

/** One run of the process that holds ClickHouse. */
export interface ClickHouseProcess extends Child {
  /** Sends a request. Rejects when the process ends before its answer. */
  ask(request: ProcessRequest): Promise<unknown>;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type ProcessRequest = WithoutId<Request>;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly stuck: NodeJS.Timeout | undefined;
}

/** The process ended before it answered. */
export class ClickHouseEnded extends Error {
  override readonly name = 'ClickHouseEnded';
}

/** The ClickHouse library does not load on this system. */
export class ChdbMissing extends Error {
  override readonly name = 'ChdbMissing';
}

const MOST_WAITING = 256;
/** The process may be killed at any time: rows that it did not acknowledge are inserted again. */
const CLOSE_MS = 3_000;
/** An insert takes a tenth of a second. After this long the process counts as stuck and is ended. */
const INSERT_MS = 120_000;

/**
 * A round of the sink holds some tens of megabytes of rows for a moment: room for them is cheaper than to copy them.
 */
const YOUNG_GENERATION = '--max-semi-space-size=64';
/** Its `nice` value: it gets a tenth of a processor that others also want. */
const LATER = 10;
const CHILD = fileURLToPath(new URL('../outcomes/clickhouse-child.ts', import.meta.url));
const TYPESCRIPT = new URL('../typescript.mjs', import.meta.url).href;

export interface ClickHouseProcessOptions {
  readonly folder: string;
  readonly config: string;
  readonly logFile: string;
  readonly log: Log;
  /** Aborting it while ClickHouse is being opened kills the process. */
  readonly stop?: AbortSignal | undefined;
}

/** Starts the process and waits until ClickHouse is open there. Throws the process's message. */
export async function startClickHouseProcess(options: ClickHouseProcessOptions): Promise<ClickHouseProcess> {
  const { folder, config, logFile, log, stop: giveUp } = options;
  const output = openSync(logFile, 'w', 0o600);
  const child = fork(CHILD, [folder, config], {
    execArgv: [YOUNG_GENERATION, ...(CHILD.endsWith('.ts') ? ['--import', TYPESCRIPT] : [])],
    detached: true,
    serialization: 'advanced',
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  // Rows can wait for processor time; signals cannot.
  if (child.pid !== undefined) setPriority(child.pid, LATER);
  const waiting = new Map<number, Waiting>();
  let next = 0;

  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  void ended.then((how) => {
    for (const { reject, stuck } of waiting.values()) {
      clearTimeout(stuck);
      reject(new ClickHouseEnded(`the ClickHouse process ended (${how})`));
    }
    waiting.clear();
  });
  const opened = new Promise<Reply>((resolve) => child.once('message', resolve as (reply: unknown) => void));
  const kill = () => void child.kill('SIGKILL');
  if (giveUp?.aborted) kill();
  giveUp?.addEventListener('abort', kill);
  const first = await Promise.race([opened, ended]);
  giveUp?.removeEventListener('abort', kill);
  if (typeof first === 'string') throw new Error(`the ClickHouse process ended (${first}), see ${logFile}`);
  if ('opened' in first && !first.opened) {
    child.kill('SIGKILL');
    await ended;
    throw first.isMissing ? new ChdbMissing(first.why) : new Error(first.why);
  }

  child.on('message', (reply: Reply) => {
    if ('level' in reply) log[reply.level](reply.message, reply.detail);
    const asked = 'id' in reply ? waiting.get(reply.id) : undefined;
    if (!asked || !('id' in reply)) return;
    waiting.delete(reply.id);
    clearTimeout(asked.stuck);
    if ('failed' in reply) asked.reject(errorOf(reply.failed));
    else asked.resolve(reply.result);
  });
  const ask = (asked: ProcessRequest) =>
    new Promise<unknown>((resolve, reject) => {
      if (!child.connected) return reject(new ClickHouseEnded('the ClickHouse process has ended'));
      if (waiting.size >= MOST_WAITING) {
        return reject(new Error('too many questions wait for ClickHouse; try again later'));
      }
      const id = next++;
      const stuck = asked.ask === 'insert' ? setTimeout(() => child.kill('SIGKILL'), INSERT_MS).unref() : undefined;
      waiting.set(id, { resolve, reject, stuck });
      // The channel broke just now: `ended` resolves next and rejects the request.
      child.send({ ...asked, id }, () => undefined);
    });
  return { ended, ask, stop: () => stop(child, ask, ended) };
}

async function stop(child: ChildProcess, ask: ClickHouseProcess['ask'], ended: Promise<string>): Promise<void> {
  const deadline = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
  ask({ ask: 'close' }).catch(() => undefined); // it ended already
  await ended;
  clearTimeout(deadline);
}
