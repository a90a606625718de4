import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Settings } from '../../config/settings.ts';
import type { OutcomeStore, RedisStore } from '../stores/contract.ts';
import { type BackupNote, BackupRefused, type Backups, CLICKHOUSE_FOLDER, NOTE_FILE, REDIS_FILE } from './contract.ts';
import { writeRedisSnapshot } from './redis-snapshot.ts';

export interface BackupParts {
  readonly settings: Pick<Settings, 'dataDir' | 'redisUrl' | 'clickhouseUrl' | 'shards'>;
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly store: Pick<OutcomeStore, 'command'>;
  readonly wall: () => number;
}

/**
 * Creates the backups of private stores. Redis is copied first: a row that is moved meanwhile is then in both copies
 * and counts once when restored; the other way round it would be in neither.
 */
export function createBackups({ settings, redis, store, wall }: BackupParts): Backups {
  const { dataDir, redisUrl, clickhouseUrl, shards } = settings;
  let isBusy = false;

  async function write(at: number): Promise<string> {
    const path = join(dataDir, 'backups', new Date(at).toISOString().replaceAll(':', '-'));
    await mkdir(path, { recursive: true, mode: 0o700 });
    const connection = redis.connect('worker') as Redis;
    try {
      await writeRedisSnapshot(connection, join(path, REDIS_FILE));
      await store.command(`BACKUP DATABASE default TO File('${quoteSql(join(path, CLICKHOUSE_FOLDER))}')`);
      const note: BackupNote = { at, shards };
      await writeFile(join(path, NOTE_FILE), `${JSON.stringify(note)}\n`, { mode: 0o600 });
      return path;
    } catch (cause) {
      await rm(path, { recursive: true, force: true });
      throw cause;
    } finally {
      connection.disconnect();
    }
  }

  return {
    async make() {
      if (redisUrl !== undefined || clickhouseUrl !== undefined) {
        throw new BackupRefused('these stores are your own: back them up by their own means, Redis first');
      }
      if (isBusy) throw new BackupRefused('a backup is being made just now; wait for it');
      isBusy = true;
      try {
        const at = wall();
        return { at, shards, path: await write(at) };
      } finally {
        isBusy = false;
      }
    },
  };
}

/** Returns a text as ClickHouse reads it between quotes. */
export function quoteSql(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}
