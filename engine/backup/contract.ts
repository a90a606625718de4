/**
 * The note in a backup, beside the snapshot of Redis and the tables of ClickHouse. It is written last: a folder without
 * it is an unfinished backup.
 */
export interface BackupNote {
  /** The start of the backup, in milliseconds since 1970. Everything acknowledged before is in it. */
  readonly at: number;
  /** The number of shards that its customers are spread over. */
  readonly shards: number;
}

/** A finished backup. */
export interface Backup extends BackupNote {
  /** Its folder on the engine's machine. */
  readonly path: string;
}

/** Makes backups of an engine with private stores while the engine runs. */
export interface Backups {
  /** Makes a backup in a new folder. Throws BackupRefused. */
  make(): Promise<Backup>;
}

/** A backup cannot be made or restored. The message gives the reason. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** The names in the folder of a backup. */
export const REDIS_FILE = 'redis.rdb';
export const CLICKHOUSE_FOLDER = 'clickhouse';
export const NOTE_FILE = 'backup.json';
