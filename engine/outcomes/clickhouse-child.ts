/**
 * The process that holds ClickHouse as a library, forked by `embedded-clickhouse.ts`: a crash or a full memory there
 * leaves the engine alive. Arguments: data folder, configuration file. It ends when the engine does.
 */
import { type ClickHouseClientConfigOptions, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { Log } from '../contract.ts';
import { failureOf } from '../stores/clickhouse-ipc.ts';
import { createClickHouseStore } from '../stores/clickhouse-store.ts';
import type { ClickHouseClients, OutcomeStore, Reply, Request } from '../stores/contract.ts';
import { createSinkHost } from './sink-host.ts';

/** A session runs one statement at a time. */
const GUESTS_AT_ONCE = 2;
/**
 * ClickHouse takes one thread for a question where less than a gibibyte for each is free, and the library's whole limit
 * is hardly more: half of two cores would stand idle (bench: results). What a question may take is limited by itself.
 */
const ALL_THREADS = 'SET max_threads_min_free_memory_per_thread = 0';
/**
 * The library's allocator, jemalloc, reads it when the library is loaded. As it is, it gives memory back within seconds
 * that the next question takes again, a page of 4 KB at a time: the slowest of ten answers took twice as long, and a
 * fifth of the work was the kernel's (bench: results). Who sets the variable for the engine has theirs.
 */
const KEEP_MEMORY = 'dirty_decay_ms:60000,muzzy_decay_ms:60000,thp:always,metadata_thp:auto';
process.env.JE_MALLOC_CONF ??= KEEP_MEMORY;
const [folder = '', config = ''] = process.argv.slice(2);

// a Ctrl-C of the terminal, or a service manager's TERM to all: the engine still has rows for us
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// the engine is gone; what was acknowledged is kept, and a statement under way must not keep us
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const say =
  (level: keyof Log) =>
  (message: string, detail: Readonly<Record<string, unknown>> = {}) =>
    send({ level, message, detail });
const log: Log = { info: say('info'), warn: say('warn'), error: say('error') };
const sinkHost = createSinkHost(log);

/** Resolves when ClickHouse is open and requests are answered, or it was told that it cannot be opened. */
export const opened = open().then((store) => {
  if (store) process.on('message', (request: Request) => void answer(store, request));
});

async function open(): Promise<OutcomeStore | undefined> {
  try {
    const { Session } = await import('chdb');
    const { createChdbConnection } = await import('chdb/connection');
    // the first on a folder decides its configuration; it stays open as long as the rest
    new Session(folder, { connectionArgs: [`--config-file=${config}`] });
    // the same contract from another copy of the same package: only private fields differ
    type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
    const client = () =>
      createClient({
        connection: createChdbConnection({ path: folder }) as unknown as Connection,
        log: { level: ClickHouseLogLevel.OFF }, // every error reaches the engine
      });
    const guests = Array.from({ length: GUESTS_AT_ONCE }, client);
    const clients: ClickHouseClients = { read: client(), write: client(), admin: client(), guests };
    for (const asking of [clients.read, ...guests]) await asking.command({ query: ALL_THREADS });
    const store = createClickHouseStore(clients);
    // A session of the library stays where it is put; the first statement of a guest comes after the migrations.
    await store.command('CREATE DATABASE IF NOT EXISTS results');
    await Promise.all(guests.map((guest) => guest.command({ query: 'USE results' })));
    await store.query('SELECT 1', {});
    send({ opened: true });
    return store;
  } catch (error) {
    const { name, message } = error as Error;
    const isMissing = /Platform|BinaryVersion|MODULE_NOT_FOUND|Cannot find (module|package)|dlopen/.test(
      `${name} ${message}`,
    );
    send({ opened: false, isMissing, why: message });
    return undefined;
  }
}

async function answer(store: OutcomeStore, request: Request): Promise<void> {
  const { id } = request;
  try {
    send({ id, result: await run(store, request) });
  } catch (error) {
    send({ id, failed: failureOf(error) });
  }
  if (request.ask === 'close') process.exit(0);
}

async function run(store: OutcomeStore, request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'query':
      return store.query(request.sql, request.params);
    case 'measure':
      return store.measure(request.sql, request.params);
    case 'read':
      return store.read(request);
    case 'command':
      return store.command(request.sql, request.params);
    case 'insert':
      return store.insert(request.table, [request.lines], request.how);
    case 'ping':
      return store.ping();
    case 'sink':
      return sinkHost.start(store, request);
    case 'sink-lag':
      return sinkHost.lag();
    case 'sink-drained':
      return sinkHost.drained();
    case 'sink-close':
      return sinkHost.close();
    case 'close':
      await sinkHost.close();
      return store.close();
  }
}

function send(reply: Reply): void {
  // the callback takes the error of a channel that closed just now: `disconnect` follows
  process.send?.(reply, undefined, undefined, () => undefined);
}
