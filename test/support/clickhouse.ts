import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../engine/contract.ts';
import { migrate } from '../../engine/outcomes/migrate.ts';
import type { OutcomeStore } from '../../engine/stores/contract.ts';
import { startEmbeddedClickHouse } from '../../engine/stores/embedded-clickhouse.ts';
import { KEPT_DAYS, layTables } from './made-tables.ts';

/** A ClickHouse of the test's own with the engine's tables, in a temporary folder; gone when stopped. */
export interface TestClickHouse {
  readonly store: OutcomeStore;
  /** The data folder; the process' files are below `clickhouse`. */
  readonly folder: string;
  stop(): Promise<void>;
}

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts the real engine as a library, in a child process. */
export async function startClickHouse(log: Log = quiet): Promise<TestClickHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-clickhouse-'));
  await layTables(folder);
  const store = await startEmbeddedClickHouse(folder, log);
  await migrate(store, KEPT_DAYS, quiet);
  return {
    store,
    folder,
    async stop() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
