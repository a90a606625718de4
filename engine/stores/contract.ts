import type { Cluster, Redis } from 'ioredis';
import type { Closable } from '../contract.ts';

/** What a connection is for; each has its own options (see `redis.ts`). */
export type RedisUse = 'hot' | 'stream' | 'queue' | 'worker' | 'subscribe' | 'api';

/** Redis: private child, single, Sentinel or Cluster. Checked at start: version, eviction policy, reachability. */
export interface RedisStore extends Closable {
  readonly isCluster: boolean;
  /** A new connection; closed with the store. */
  connect(use: RedisUse): Redis | Cluster;
}

/** ClickHouse: a server over HTTP, or the library in a child process. Every value goes in as a query parameter. */
export interface OutcomeStore extends Closable {
  /** Rows of a SELECT as objects. `{name:Type}` in the SQL is bound from `params`. Bounded in time and memory. */
  query<T>(sql: string, params: Readonly<Record<string, unknown>>): Promise<readonly T[]>;
  /**
   * Inserts JSONEachRow lines as one part. Resolves when ClickHouse has them. A rejection leaves open whether they are in or still
   * come; `mark` is then the `log_comment` of the insert in `system.processes`. RowsRefused (`rows-refused.ts`): some of them
   * cannot be read, none are in.
   */
  insert(table: string, lines: readonly string[], mark?: string): Promise<void>;
  command(sql: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  ping(): Promise<boolean>;
}
