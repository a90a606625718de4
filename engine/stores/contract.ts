import type { ClickHouseClient } from '@clickhouse/client';
import type { Cluster, ClusterNode, Redis, RedisOptions } from 'ioredis';
import type { Closable, Log } from '../contract.ts';

/** The purpose of a connection. Each purpose has its own options (see `redis-connection.ts`). */
export type RedisUse = 'hot' | 'stream' | 'queue' | 'worker' | 'subscribe' | 'api';

/** The address of a Redis. `label` names it in messages, without passwords. */
export interface RedisTarget {
  readonly label: string;
  /** Address, credentials and TLS; for Sentinel, the sentinels and the name of the master. */
  readonly options: Omit<RedisOptions, 'replyMapping'>;
  /** Some nodes of a Redis Cluster; absent: it is no cluster. */
  readonly nodes?: readonly ClusterNode[];
}

/**
 * A Redis: private child process, single server, Sentinel or Cluster. Its version, eviction policy and reachability
 * were checked at the start.
 */
export interface RedisStore extends Closable {
  /** Its address, for a process that opens connections of its own. */
  readonly target: RedisTarget;
  /** Opens a connection. It is closed with the store. */
  connect(use: RedisUse): Redis | Cluster;
}

/**
 * Redis during the start of an engine. Commands on `api` connections wait for Redis without limit, and the log says so.
 */
export interface StartingRedis extends RedisStore {
  /** Ends the start: from now on commands on `api` connections have their usual time limit. */
  started(): void;
  /** Begins the closing. When Redis is away now or later, its connections end, and commands that wait for it fail. */
  leave(): void;
}

/** A ClickHouse: a server over HTTP, or the library in a child process. Every value is passed as a query parameter. */
export interface OutcomeStore extends Closable {
  /**
   * Returns the rows of a SELECT as objects. `{name:Type}` in the SQL is bound from `params`. Time and memory are
   * limited; a query beyond rejects.
   */
  query<T>(sql: string, params: Readonly<Record<string, unknown>>): Promise<readonly T[]>;
  /** Returns the rows of a SELECT, as `query` does, of how many they are, and how many rows ClickHouse read. */
  measure<T>(sql: string, params: Readonly<Record<string, unknown>>): Promise<Measured<T>>;
  /**
   * Inserts lines of JSON as one part. A line is an object by column names or, with `columns`, a list of their values.
   * Resolves when ClickHouse has the rows. After a rejection they may be stored, or may still be stored later. Rejects
   * with RowsRefused (`rows-refused.ts`) when some rows cannot be read; then none is stored.
   */
  insert(table: string, lines: readonly string[], how?: HowInserted): Promise<void>;
  command(sql: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Runs a statement that was checked for a guest, in the database `results`, and returns its result as bytes of a
   * format of ClickHouse. Limits stand in its own settings. Rejects with StatementFailed when ClickHouse refuses or
   * stops it.
   */
  read(statement: GuestStatement): Promise<GuestResult>;
  ping(): Promise<boolean>;
  /**
   * Runs the sink in the process that holds ClickHouse, so that rows do not pass through the engine. The sink is
   * started again with that process. Absent: there is no such process, and the engine runs the sink.
   */
  hostSink?(streams: OutcomeStreams): Promise<HostedSink>;
}

/** The rows of a SELECT and their cost. */
export interface Measured<T> {
  readonly rows: readonly T[];
  readonly readRows: number;
  /** How many rows there were without the statement's own LIMIT. Undefined: it has none. */
  readonly ofLimited: number | undefined;
}

export interface GuestStatement {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly format: string;
}

export interface GuestResult {
  readonly bytes: Uint8Array;
}

export interface HowInserted {
  /** The `log_comment` of the insert in `system.processes` while it runs. */
  readonly mark?: string;
  readonly columns?: readonly string[] | undefined;
}

/** The streams that a sink reads: their Redis and the number of shards. */
export interface OutcomeStreams {
  readonly target: RedisTarget;
  readonly shards: number;
}

/** A running sink, in this process or another. */
export interface HostedSink extends Closable {
  lag(): Promise<SinkLag>;
  /** Resolves when every entry that is in the streams now is in ClickHouse. Rejects when closed first. */
  drained(): Promise<void>;
}

export type Params = Readonly<Record<string, unknown>>;

/** Requests to the sink in that process: its lag, its catching up, its end. */
export type SinkAsk = 'sink-lag' | 'sink-drained' | 'sink-close';

/** A request from the engine to the process that holds ClickHouse. */
export type Request =
  | {
      readonly id: number;
      readonly ask: 'query' | 'measure' | 'command';
      readonly sql: string;
      readonly params: Params;
    }
  | ({ readonly id: number; readonly ask: 'read' } & GuestStatement)
  /** `lines` are joined by newlines: one string crosses faster than many. */
  | {
      readonly id: number;
      readonly ask: 'insert';
      readonly table: string;
      readonly lines: string;
      readonly how: HowInserted;
    }
  | ({ readonly id: number; readonly ask: 'sink' } & OutcomeStreams)
  | { readonly id: number; readonly ask: 'ping' | 'close' | SinkAsk };

export interface Failure {
  readonly message: string;
  readonly isRefusal: boolean;
  /** Of a StatementFailed. */
  readonly statement?: { readonly code: number; readonly type: string };
}

/** An answer of that process. Its first message says that ClickHouse is open, or why it cannot be opened. */
export type Reply =
  | { readonly opened: true }
  | { readonly opened: false; readonly isMissing: boolean; readonly why: string }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failed: Failure }
  /** A line for the operator. */
  | { readonly level: keyof Log; readonly message: string; readonly detail: Readonly<Record<string, unknown>> };

/** Connections by purpose: a statement waits for the earlier one on the same connection. */
export interface ClickHouseClients {
  readonly read: ClickHouseClient;
  readonly write: ClickHouseClient;
  readonly admin: ClickHouseClient;
  /** For statements of guests, at once as many as there are; they stand in the database `results`. */
  readonly guests: readonly ClickHouseClient[];
}

/** The share of its `maxmemory` that Redis uses, read four times a second. */
export interface RedisRoom extends Closable {
  /**
   * Whether signals must wait, from 85 % until it is below 80 % again. The remaining room is for work that makes room:
   * sending, and moving rows to ClickHouse.
   */
  readonly isScarce: boolean;
  /** The share of the fullest server, 0 to 1; undefined: no server has a limit, or none has answered yet. */
  readonly used: number | undefined;
}

/** How far ClickHouse is behind, as of a second ago. */
export interface SinkLag {
  /** Entries of the streams that may not be in ClickHouse yet, and the age of the oldest such. */
  readonly entries: number;
  readonly oldestMs: number;
  /** Rows this sink has written. */
  readonly rows: number;
  /** Why ClickHouse takes nothing; undefined: it does. */
  readonly failing: string | undefined;
}

/** ClickHouse cannot read some rows of an insert. None of its rows is stored, and a repeat fails again. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
}

/** ClickHouse refused or stopped a statement of a guest, with its own code and the code's name. */
export class StatementFailed extends Error {
  override readonly name = 'StatementFailed';
  readonly code: number;
  readonly type: string;
  constructor(message: string, code: number, type: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.type = type;
  }
}

/** The right to do something that one process at a time does. */
export interface Sole {
  /** Takes the right, or keeps it for another while. False: another process has it. */
  hold(): Promise<boolean>;
  /** Gives it back, so that another process need not wait until it runs out. */
  release(): Promise<void>;
}
