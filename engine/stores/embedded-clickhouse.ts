import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { causeOf } from '../cause-of.ts';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import { ChdbMissing, ClickHouseEnded, type ProcessRequest, startClickHouseProcess } from './clickhouse-process.ts';
import type { GuestResult, Measured, OutcomeStore, OutcomeStreams, SinkLag } from './contract.ts';
import { keepRunning } from './keep-running.ts';
import { commandOf } from './process-identity.ts';

const PING_MS = 5_000;
const MEGABYTE = 1024 * 1024;

/**
 * Starts ClickHouse as a library in a child process on `<dataDir>/clickhouse`, and starts it again when it ends. It
 * ignores a Ctrl-C of the terminal until closed, and ends with this process. The process of an earlier engine gets
 * `waitMs` to end. `stop` gives up during the start. Throws CannotStart.
 */
export async function startEmbeddedClickHouse(
  dataDir: string,
  log: Log,
  { waitMs = 15_000, stop }: { readonly waitMs?: number; readonly stop?: AbortSignal | undefined } = {},
): Promise<OutcomeStore> {
  const folder = join(dataDir, 'clickhouse');
  const config = join(dataDir, 'clickhouse.xml');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(config, configuration(join(dataDir, 'backups')), { mode: 0o600 });
  let streams: OutcomeStreams | undefined;
  const start = async () => {
    await oldProcessGone(folder, waitMs, log);
    const child = await startClickHouseProcess({ folder, config, logFile: join(dataDir, 'clickhouse.log'), log, stop });
    if (streams) await child.ask({ ask: 'sink', ...streams });
    return child;
  };
  const kept = await keepRunning('the ClickHouse process', start, log).catch((cause: unknown) => {
    throw cause instanceof CannotStart ? cause : explainStart(cause, folder);
  });
  const ask = async (asked: ProcessRequest) => (await kept.current()).ask(asked);
  return {
    async query<T>(sql: string, params: Readonly<Record<string, unknown>>) {
      return (await ask({ ask: 'query', sql, params })) as T[];
    },
    async measure<T>(sql: string, params: Readonly<Record<string, unknown>>) {
      return (await ask({ ask: 'measure', sql, params })) as Measured<T>;
    },
    async read(statement) {
      return (await ask({ ask: 'read', ...statement })) as GuestResult;
    },
    async insert(table, lines, how = {}) {
      if (lines.length > 0) await ask({ ask: 'insert', table, lines: lines.join('\n'), how });
    },
    async command(sql, params = {}) {
      await ask({ ask: 'command', sql, params });
    },
    async ping() {
      const late = pause(PING_MS, false, { ref: false });
      const answered = ask({ ask: 'ping' }).then(Boolean, () => false);
      return Promise.race([answered, late]);
    },
    async hostSink(given) {
      await ask({ ask: 'sink', ...given });
      streams = given;
      return {
        lag: async () => (await ask({ ask: 'sink-lag' })) as SinkLag,
        async drained() {
          // A process that ends loses nothing: the next one goes on.
          while (!(await ask({ ask: 'sink-drained' }).then(() => true, throwUnlessEnded)));
        },
        async close() {
          streams = undefined;
          await ask({ ask: 'sink-close' }).catch(throwUnlessEnded);
        },
      };
    },
    close: kept.close,
  };
}

/** Returns false if the process ended before it answered; throws any other cause. */
function throwUnlessEnded(cause: unknown): false {
  if (cause instanceof ClickHouseEnded) return false;
  throw cause;
}

function explainStart(cause: unknown, folder: string): CannotStart {
  if (!(cause instanceof ChdbMissing)) {
    return new CannotStart(`ClickHouse cannot be opened on ${folder}: ${causeOf(cause)}`, { cause });
  }
  return new CannotStart(
    'ClickHouse as a library (chdb) does not load here: it needs Node 20 or newer on macOS, or on Linux with glibc 2.25 or ' +
      `newer, x64 or arm64; set KAIROS_CLICKHOUSE_URL to a ClickHouse server instead (${cause.message})`,
    { cause },
  );
}

/** Limits memory: by default ClickHouse takes nine tenths of the machine, and five gigabytes for marks. */
function configuration(backups: string): string {
  const most = Math.max(600 * MEGABYTE, Math.min(1536 * MEGABYTE, Math.floor(totalmem() / 4)));
  return `<clickhouse>
  <max_server_memory_usage>${most}</max_server_memory_usage>
  <mark_cache_size>${64 * MEGABYTE}</mark_cache_size>
  <backups><allowed_path>${backups.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</allowed_path></backups>
</clickhouse>
`;
}

/** Waits until the process of an earlier, killed engine has left the folder, as a folder serves one process. */
async function oldProcessGone(folder: string, waitMs: number, log: Log): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  for (let told = false; ; ) {
    const status = await readFile(join(folder, 'status'), 'utf8').catch(() => '');
    const pid = Number(/^PID: (\d+)/m.exec(status)?.[1] ?? 0);
    if (pid === 0 || !commandOf(pid)?.includes('clickhouse-child')) return;
    if (performance.now() >= giveUpAt) {
      throw new CannotStart(`the ClickHouse process of an earlier engine (pid ${pid}) still runs on ${folder}; end it`);
    }
    if (!told) log.info('waiting for the ClickHouse process of an earlier engine to end', { pid });
    told = true;
    await pause(25);
  }
}
