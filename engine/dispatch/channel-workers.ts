import type { Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Closable, Log } from '../contract.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import { queueName } from './queue.ts';

export interface ChannelWorkersParts {
  readonly redis: Redis | Cluster;
  readonly names: readonly string[];
  /** Whether a channel has an account now. */
  readonly isOpen: (channel: string) => boolean;
  readonly isPaused: (channel: string) => boolean;
  readonly start: (channel: string) => Worker;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

/** The workers of channels: one for each that has an account, or messages that wait. */
export interface ChannelWorkers extends Closable {
  /** Stops the queues of channels that are paused now, and lets the others go on. What is under way ends. */
  heedPauses(): void;
  /** Starts the workers of channels that have an account now. */
  heedAccounts(): void;
  /** Looks once for channels without an account whose queue has messages, and for workers that are needed no more. */
  look(): Promise<void>;
}

/** The lists of a queue in which a message can be that a worker has to take up. */
const TO_DO = ['wait', 'prioritized', 'delayed', 'active', 'paused'];
const LOOK_EVERY_MS = 1_000;

/**
 * Starts a worker where there is something to do: a worker costs a connection that waits, and commands every few
 * seconds. A channel without an account gets one while its queue has messages, as these have to end; one command a
 * second finds that out for all such channels.
 */
export function startChannelWorkers(parts: ChannelWorkersParts): ChannelWorkers {
  const { redis, names, isOpen, isPaused, log, lookEveryMs = LOOK_EVERY_MS } = parts;
  const workers = new Map<string, Worker>();
  const stopping = new Map<string, Promise<void>>();
  let closed: Promise<void> | undefined;
  let looking: Promise<void> | undefined;

  const start = (name: string) => {
    if (closed || workers.has(name) || stopping.has(name)) return;
    const worker = parts.start(name);
    workers.set(name, worker);
    heedPause(worker, isPaused(name));
  };
  const stop = (name: string) => {
    const worker = workers.get(name);
    if (!worker) return;
    workers.delete(name);
    const stopped = worker
      .close()
      .catch((cause: unknown) => log.warn('a delivery worker did not stop well', { channel: name, cause }))
      .finally(() => stopping.delete(name));
    stopping.set(name, stopped);
  };
  const heedAccounts = () => {
    for (const name of names) if (isOpen(name)) start(name);
  };
  async function lookOnce(): Promise<void> {
    heedAccounts();
    const without = names.filter((name) => !isOpen(name));
    const busy = await findBusy(redis, without);
    for (const name of without) {
      if (isOpen(name)) continue;
      if (busy.has(name)) start(name);
      else stop(name);
    }
  }
  const look = () => {
    looking ??= lookOnce()
      .catch((cause: unknown) => log.warn('cannot look for messages of channels without an account', { cause }))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  heedAccounts();
  void look();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return {
    heedAccounts,
    look,
    heedPauses() {
      if (!closed) for (const [name, worker] of workers) heedPause(worker, isPaused(name));
    },
    close() {
      clearInterval(timer);
      closed ??= closeAll();
      return closed;
    },
  };

  async function closeAll(): Promise<void> {
    await looking;
    await Promise.all([...[...workers.values()].map((worker) => worker.close()), ...stopping.values()]);
  }
}

/** Finds the channels whose queues have messages to work on; one command where none has. */
async function findBusy(redis: Redis | Cluster, names: readonly string[]): Promise<ReadonlySet<string>> {
  const keysOf = (name: string) => TO_DO.map((list) => `${QUEUE_PREFIX}:${queueName(name)}:${list}`);
  if (names.length === 0 || (await redis.exists(...names.flatMap(keysOf))) === 0) return new Set();
  const counts = await Promise.all(names.map((name) => redis.exists(...keysOf(name))));
  return new Set(names.filter((_, i) => counts[i]! > 0));
}

/** What the worker is at goes on; a job that it takes in this moment is put back by `deliver`. */
function heedPause(worker: Worker, isPaused: boolean): void {
  if (isPaused === worker.isPaused()) return;
  if (isPaused) void worker.pause(true);
  else worker.resume();
}
