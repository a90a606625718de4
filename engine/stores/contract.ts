import type { Cluster, ClusterNode, Redis, RedisOptions } from 'ioredis';
import type { Closable } from '../contract.ts';
import type { SinkLag } from '../outcomes/contract.ts';

/** What a connection is for; each has its own options (see `redis.ts`). */
export type RedisUse = 'hot' | 'stream' | 'queue' | 'worker' | 'subscribe' | 'api';

/** Where Redis is. `label` names it in messages, without passwords. */
export interface RedisTarget {
  readonly label: string;
  /** Address, credentials, TLS; for Sentinel, the sentinels and the name of the master. */
  readonly options: Omit<RedisOptions, 'replyMapping'>;
  /** Some of a Redis Cluster's nodes; absent: it is none. */
  readonly nodes?: readonly ClusterNode[];
}

/** Redis: private child, single, Sentinel or Cluster. Checked at start: version, eviction policy, reachability. */
export interface RedisStore extends Closable {
  /** Where it is, for another process that opens connections of its own. */
  readonly target: RedisTarget;
  /** A new connection; closed with the store. */
  connect(use: RedisUse): Redis | Cluster;
}

/** Redis while an engine starts on it: what is asked over `api` connections waits as long as it takes, and the log says so. */
export interface StartingRedis extends RedisStore {
  /** The start is over: from now on somebody waits for each answer. */
  started(): void;
  /** Closing begins: if Redis is gone, or goes now, its connections end, and what waits for them fails instead of waiting. */
  leave(): void;
}

/** ClickHouse: a server over HTTP, or the library in a child process. Every value goes in as a query parameter. */
export interface OutcomeStore extends Closable {
  /** Rows of a SELECT as objects. `{name:Type}` in the SQL is bound from `params`. Bounded in time and memory. */
  query<T>(sql: string, params: Readonly<Record<string, unknown>>): Promise<readonly T[]>;
  /**
   * Inserts lines of JSON as one part: objects by the names of their columns, or with `columns` lists of what these hold. Resolves when
   * ClickHouse has them. A rejection leaves open whether they are in or still come. RowsRefused (`rows-refused.ts`): some of them
   * cannot be read, none are in.
   */
  insert(table: string, lines: readonly string[], how?: HowInserted): Promise<void>;
  command(sql: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  ping(): Promise<boolean>;
  /**
   * Runs the sink in the process that holds ClickHouse, so that rows do not pass through the engine; it comes up again with that
   * process. Absent: there is no such process, and the engine runs it.
   */
  hostSink?(streams: OutcomeStreams): Promise<HostedSink>;
}

export interface HowInserted {
  /** The `log_comment` of the insert in `system.processes`, while it runs. */
  readonly mark?: string;
  readonly columns?: readonly string[] | undefined;
}

/** Where a sink finds the rows that it moves. */
export interface OutcomeStreams {
  readonly target: RedisTarget;
  readonly shards: number;
}

/** A sink, wherever it runs. */
export interface HostedSink extends Closable {
  lag(): Promise<SinkLag>;
  /** Resolves when everything in the streams at the call is in ClickHouse. Rejects when closed first. */
  drained(): Promise<void>;
}
