/** What lies in a backup beside Redis' snapshot and ClickHouse's tables. It is written last: a folder without it is no backup. */
export interface BackupNote {
  /** When it began: everything acknowledged before is in it. Milliseconds since 1970. */
  readonly at: number;
  /** Over how many shards its customers are spread. */
  readonly shards: number;
}

/** A backup as it was made. */
export interface Backup extends BackupNote {
  /** Its folder on the engine's machine. */
  readonly path: string;
}

/** Backups of an engine with private stores, while it goes on. */
export interface Backups {
  /** Makes one in a new folder. Throws BackupRefused. */
  make(): Promise<Backup>;
}

/** No backup is made or taken back, for a reason that is told. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** The names in a backup's folder. */
export const REDIS_FILE = 'redis.rdb';
export const CLICKHOUSE_FOLDER = 'clickhouse';
export const NOTE_FILE = 'backup.json';
