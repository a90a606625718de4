import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../engine/contract.ts';
import { migrate } from '../../engine/outcomes/migrate.ts';
import { startEmbeddedClickHouse } from '../../engine/stores/embedded-clickhouse.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import { root } from './sources.ts';

/** How long the engine keeps rows unless it is told otherwise. */
export const KEPT_DAYS = { signalDays: 7, outcomeDays: 400 };

const SOURCES = join(root, 'engine/outcomes');
const LIBRARY = join(root, 'node_modules/chdb/package.json');
const CACHE = join(root, 'node_modules/.cache/kairos-tables');
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Lays the folder of a ClickHouse with the engine's tables and no rows below a data folder, as an engine leaves it that
 * ran there before. To make the tables takes a second of processor time, and dozens of test files want them. Where
 * another ClickHouse was there already nothing changes.
 */
export async function layTables(dataDir: string): Promise<void> {
  const to = join(dataDir, 'clickhouse');
  if (existsSync(to)) return;
  const made = join(CACHE, hashOfSources());
  if (!existsSync(made)) await makeTables(made);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  cpSync(made, to, { recursive: true, verbatimSymlinks: true });
}

/** What was made from other sources may be in use, by a copy of the tree that shares its packages. */
const KEPT_MS = DAY_MS;

/** Whole or not at all; what is old goes. */
async function makeTables(home: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, 'making-'));
  const store = await startEmbeddedClickHouse(scratch, quiet);
  await migrate(store, KEPT_DAYS, quiet);
  await store.close();
  try {
    renameSync(join(scratch, 'clickhouse'), home);
  } catch (cause) {
    // Another process of the tests was first.
    if (!existsSync(home)) throw cause;
  }
  rmSync(scratch, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs < Date.now() - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** All that decides how the tables are: the migrations, the code beside them, the release of ClickHouse. */
function hashOfSources(): string {
  const hash = createHash('sha1').update(JSON.parse(readFileSync(LIBRARY, 'utf8')).version);
  for (const folder of [join(SOURCES, 'migrations'), SOURCES]) {
    for (const name of readdirSync(folder).sort()) {
      if (/(?<!\.test)\.(ts|sql)$/.test(name)) hash.update(`\n${name}\n`).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex');
}
