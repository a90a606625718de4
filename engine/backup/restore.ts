import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { Closers } from '../closers.ts';
import type { Log } from '../contract.ts';
import { ensureGroup, readEntries } from '../outcomes/stream.ts';
import type { RedisStore } from '../stores/contract.ts';
import { openDataFolder } from '../stores/data-folder.ts';
import { startEmbeddedClickHouse } from '../stores/embedded-clickhouse.ts';
import { openRedis } from '../stores/redis.ts';
import { quoteSql } from './backup.ts';
import { type BackupNote, BackupRefused, CLICKHOUSE_FOLDER, NOTE_FILE, REDIS_FILE } from './contract.ts';

type RestoreSettings = Pick<Settings, 'dataDir' | 'redisUrl' | 'clickhouseUrl' | 'durability' | 'shards'>;

/**
 * Makes a data folder from a backup, for an engine that starts on it next. The folder must be new or empty; after a
 * failure it is as before. Throws BackupRefused and CannotStart.
 */
export async function restoreBackup(settings: RestoreSettings, folder: string, log: Log): Promise<BackupNote> {
  const { dataDir, redisUrl, clickhouseUrl, shards } = settings;
  const note = await noteOf(folder);
  if (redisUrl !== undefined || clickhouseUrl !== undefined) {
    throw new BackupRefused(
      'a backup of private stores goes into private stores: leave KAIROS_REDIS_URL and KAIROS_CLICKHOUSE_URL unset',
    );
  }
  if (note.shards !== shards) {
    throw new BackupRefused(
      `the backup has its customers spread over ${note.shards} shards: set KAIROS_SHARDS=${note.shards}, now and for the engine`,
    );
  }
  const there = await readdir(dataDir).catch(() => []);
  if (there.length > 0) throw new BackupRefused(`${dataDir} is not empty: set KAIROS_DATA_DIR to a new folder`);
  const closers = new Closers({ log });
  try {
    closers.add(await openDataFolder(dataDir, log));
    await mkdir(join(dataDir, 'redis'), { mode: 0o700 });
    // A snapshot is a valid append-only file: every Redis from 6.2 on reads it and appends to it.
    await cp(join(folder, REDIS_FILE), join(dataDir, 'redis', 'appendonly.aof'));
    const redis = closers.add(await openRedis(settings, log));
    await doubtAllRows(redis, shards);
    const store = closers.add(await startEmbeddedClickHouse(dataDir, log));
    const near = join(dataDir, 'backups', 'restored');
    await cp(join(folder, CLICKHOUSE_FOLDER), near, { recursive: true });
    await store.command(`RESTORE DATABASE default FROM File('${quoteSql(near)}')`);
    await rm(near, { recursive: true });
    await closers.close();
    return note;
  } catch (cause) {
    await closers.close();
    for (const name of await readdir(dataDir)) await rm(join(dataDir, name), { recursive: true, force: true });
    throw cause;
  }
}

/**
 * Marks all rows in the streams as uncertain, as ClickHouse was copied later and can have them too. The sink asks
 * ClickHouse about each before it inserts it.
 */
async function doubtAllRows(redis: RedisStore, shards: number): Promise<void> {
  const connection = redis.connect('stream');
  for (let shard = 0; shard < shards; shard++) {
    await ensureGroup(connection, shard);
    while ((await readEntries(connection, shard, 'new', MOST_ENTRIES)).length === MOST_ENTRIES);
  }
  connection.disconnect();
}

const MOST_ENTRIES = 400;

async function noteOf(folder: string): Promise<BackupNote> {
  const text = await readFile(join(folder, NOTE_FILE), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new BackupRefused(`${folder} is no backup, or one that was not finished: it has no ${NOTE_FILE}`);
  return JSON.parse(text) as BackupNote;
}
