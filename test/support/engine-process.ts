import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { commandOf } from '../../engine/stores/process-identity.ts';
import { layTables } from './made-tables.ts';

/** How a process ended, with everything it had said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/** An engine in a process and a process group of its own. */
export interface EngineProcess {
  readonly child: ChildProcess;
  readonly edgeUrl: string;
  readonly consoleUrl: string;
  readonly ended: Promise<Ended>;
  /** Resolves with the first match of what it says, or has said. */
  heard(what: RegExp): Promise<RegExpExecArray>;
  /** To the process alone, and how it ended. */
  kill(signal: NodeJS.Signals): Promise<Ended>;
  /** To its whole group, as a terminal does on Ctrl-C. */
  ctrlC(): void;
}

const launched = new Set<ChildProcess>();

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** From the bundle, which takes half of the time to start. */
const MAIN = ['cli/kairos.mjs', 'start', '--bundled'];

/**
 * Starts an engine, on tables that are there already, and waits until it says that it runs. Rejects with what it said
 * when it ended instead.
 */
export async function startEngineProcess(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = MAIN,
): Promise<EngineProcess> {
  if (env.KAIROS_DATA_DIR !== undefined && !env.KAIROS_CLICKHOUSE_URL) await layTables(env.KAIROS_DATA_DIR);
  const { child, ended, said, heard } = launchEngine(env, args);
  const greeting = /kairos runs.*?signals +(\S+).*?console +(\S+)/s;
  const runs = await Promise.race([heard(greeting), ended.then(() => undefined)]);
  if (!runs) throw new Error(`the engine ended before it ran: ${said()}`);
  return {
    child,
    edgeUrl: runs[1]!,
    consoleUrl: runs[2]!,
    ended,
    heard,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
    ctrlC: () => void process.kill(-child.pid!, 'SIGINT'),
  };
}

/** Starts a process and waits for nothing. */
export function launchEngine(env: Readonly<Record<string, string>>, args: readonly string[] = MAIN) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    env: { ...withoutKairos(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  launched.add(child);
  child.once('exit', () => launched.delete(child));
  let text = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer) => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, said: text }));
  });
  const heard = (what: RegExp) =>
    new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const found = what.exec(text);
        if (!found) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
  return { child, ended, said: () => text, heard };
}

/** Ends what a test that failed has left running; its stores go with it. */
export async function killLaunched(): Promise<void> {
  await Promise.all(
    [...launched].map(async (child) => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }),
  );
}

/** The processes that have a folder in their command line: an engine's stores, wherever they were left. */
export function processesOn(folder: string): readonly string[] {
  return pids()
    .filter((pid) => pid !== process.pid)
    .flatMap((pid) => {
      const command = commandOf(pid);
      return command?.includes(folder) ? [`${pid} ${command.slice(0, 200)}`] : [];
    });
}

/** A port that was free just now, for an engine that comes back to it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function pids(): readonly number[] {
  const names =
    process.platform === 'linux'
      ? readdirSync('/proc')
      : execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).split('\n');
  return names.map(Number).filter((pid) => pid > 0);
}

/** What is set up on this machine is no business of the tests. */
function withoutKairos(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('KAIROS_')));
}
