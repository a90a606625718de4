import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { causeOf } from '../cause-of.ts';
import type { Closable, Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import { startOf } from './process-identity.ts';

/** The folder with all state of one engine. This process holds its lock until closed. */
export interface DataFolder extends Closable {
  readonly path: string;
}

interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

const HEARTBEAT_MS = 2_000;
/** A lock of another host counts as dead after this long without a heartbeat. */
const STALE_MS = 15_000;

/**
 * Creates the folder if missing, and locks it by pid. An engine that holds the lock gets `waitMs` to end. Throws
 * CannotStart when it does not end, or when the folder cannot be written. The lock of an ended process does not count.
 */
export async function openDataFolder(path: string, log: Log, waitMs = 5_000): Promise<DataFolder> {
  const lock = join(path, 'engine.lock');
  const me: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', host: hostname() };
  const text = JSON.stringify(me);
  try {
    await makeFolder(path);
    await take(lock, text, path, log, waitMs);
  } catch (cause) {
    if (cause instanceof CannotStart) throw cause;
    throw new CannotStart(
      `the data folder ${path} cannot be written (${causeOf(cause)}); give this user the right to write there, or set KAIROS_DATA_DIR to another folder`,
      { cause },
    );
  }
  const heartbeat = setInterval(() => void touch(lock), HEARTBEAT_MS).unref();
  let closed: Promise<void> | undefined;
  return {
    path,
    close() {
      clearInterval(heartbeat);
      closed ??= release(lock, text);
      return closed;
    },
  };
}

/**
 * Creates one level at a time: with `recursive`, `mkdir` never returns where the system always says ENOENT, as below
 * /proc.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

async function take(lock: string, text: string, path: string, log: Log, waitMs: number): Promise<void> {
  const begun = performance.now();
  for (let told = false; ; ) {
    if (await createLock(lock, text)) return;
    const found = await readFile(lock, 'utf8').catch(() => '');
    const holder = read(found);
    const isDead = !(await isAlive(holder, lock));
    if (isDead && (await takeOverLock(lock, found, text))) return;
    const elsewhere = holder !== undefined && holder.host !== hostname();
    if (performance.now() - begun >= waitMs + (elsewhere || isDead ? STALE_MS : 0)) {
      const who = holder ? `pid ${holder.pid}${elsewhere ? ` on host ${holder.host}` : ''}` : 'just starting';
      throw new CannotStart(
        `the data folder ${path} is in use by another engine (${who}); stop that one, or set KAIROS_DATA_DIR to another folder`,
      );
    }
    if (!isDead && !told) log.info('waiting for the engine that holds the data folder to end', { pid: holder?.pid });
    told ||= !isDead;
    await pause(isDead ? 5 : 50);
  }
}

async function createLock(lock: string, text: string): Promise<boolean> {
  try {
    await writeFile(lock, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Replaces a dead lock by ours. One process at a time may do so, and the lock exists all the while. */
async function takeOverLock(lock: string, dead: string, text: string): Promise<boolean> {
  const turn = `${lock}.turn`;
  if (!(await createLock(turn, ''))) {
    if (await isOlder(turn, STALE_MS)) await rm(turn, { force: true }); // whose turn it was crashed in the middle of it
    return false;
  }
  try {
    if ((await readFile(lock, 'utf8').catch(() => undefined)) !== dead) return false;
    const draft = `${lock}.${process.pid}`;
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, lock);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

async function isAlive(holder: Holder | undefined, lock: string): Promise<boolean> {
  if (holder?.host === hostname()) return startOf(holder.pid) === holder.started;
  return !(await isOlder(lock, STALE_MS));
}

async function isOlder(file: string, ms: number): Promise<boolean> {
  const touched = await stat(file).catch(() => undefined);
  return touched !== undefined && Date.now() - touched.mtimeMs > ms;
}

function read(text: string): Holder | undefined {
  try {
    const { pid, started, host } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid !== 'number' || typeof started !== 'string' || typeof host !== 'string') return undefined;
    return { pid, started, host };
  } catch {
    return undefined; // being written, or cut short by a full disk
  }
}

async function touch(lock: string): Promise<void> {
  const now = new Date();
  await utimes(lock, now, now).catch(() => undefined); // the folder was removed under us: nothing to keep fresh
}

async function release(lock: string, text: string): Promise<void> {
  if ((await readFile(lock, 'utf8').catch(() => '')) === text) await rm(lock, { force: true });
}
