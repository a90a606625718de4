import type { CustomerState } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome, Row, SignalRow } from '../outcomes/contract.ts';

/** A customer's state as it was read; `revision` guards the write. */
export interface LoadedState {
  readonly state: CustomerState;
  /** 0: not stored yet. */
  readonly revision: number;
  /** They were erased not long ago: signals of theirs are not taken. */
  readonly isErased?: true;
}

/** Where a customer is, as the index of who is where has it (see `whereabouts.ts`). */
export interface Whereabouts {
  readonly period: number;
  readonly cell: number;
}

/** What one micro-batch did to one customer: written at once, or not at all. */
export interface CustomerCommit {
  readonly customer: string;
  readonly revision: number;
  readonly state: CustomerState;
  /** When the customer's next timer is due on the engine's clock; undefined: none. `as-before` spares the call. */
  readonly nextDueAt: number | undefined | 'as-before';
  /** Stream lines (see `engine/outcomes/lines.ts`), one a row. */
  readonly rows: readonly Row[];
  /** Messages to hand to the queue; they wait in the outbox until it has them. */
  readonly jobs: readonly DeliveryJob[];
  /** Absent: the index of who is where has it right already. */
  readonly movedTo?: Whereabouts | undefined;
}

/** Contexts in Redis. Every customer belongs to one shard; a batch is of one shard. */
export interface ContextStore {
  shardOf(customer: string): number;
  /**
   * Reads customers of one shard, in order; unknown ones come back empty. The states are the caller's own. They may be as old as this
   * engine's last commit, which a commit finds out; `fresh` are read as they are now.
   */
  load(shard: number, customers: readonly string[], fresh?: ReadonlySet<string>): Promise<readonly LoadedState[]>;
  /**
   * One Lua call. Says for each change whether it was written; false: somebody else was first, load and decide again. `from`: what each
   * was loaded as, so that it need not be looked up again.
   */
  commit(shard: number, changes: readonly CustomerCommit[], from?: readonly LoadedState[]): Promise<readonly boolean[]>;
}

/** Cells from one number to another, both included. */
export type CellRange = readonly [from: number, to: number];

/** After whom a page goes on: the range of cells it ended in, and the last customer there. */
export interface PageEnd {
  readonly range: number;
  readonly cell: number;
  readonly customer: string;
}

/** Some customers, and where to go on; no `end`: these were the last. */
export interface CustomerPage {
  readonly customers: readonly string[];
  readonly end?: PageEnd;
}

/** Who is where, by shard: kept by the commits of contexts, asked when something happens in the world. */
export interface WhoIsWhere {
  /**
   * At most `most` of the shard's customers whose last fix of a period lay in one of these cells; candidates, for they may have moved
   * on in another period. Who stays where they are while the pages are read is on exactly one of them.
   */
  page(
    shard: number,
    period: number,
    ranges: readonly CellRange[],
    after: PageEnd | undefined,
    most: number,
  ): Promise<CustomerPage>;
  /** Some cells in which somebody of the shard had their last fix of a period: of five neighbours in a row, one. After `after`, in order. */
  cells(shard: number, period: number, after: number | undefined, most: number): Promise<readonly number[]>;
}

/** Signals about the world as they are stored: they belong to no customer who would remember them. */
export interface WorldSignals {
  /** Which of these ids came before. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Stores the rows and remembers their ids, in one step; a row whose id came meanwhile is left out. Resolves with how many are new. */
  append(rows: readonly SignalRow[], wallAt: number): Promise<number>;
}

/** Hashes of ids (see `shortHash`) that a customer may have sent. */
export interface Question {
  readonly customer: string;
  readonly hashes: readonly string[];
}

/**
 * The ids that states have forgotten: a state remembers its customer's last signals only. What it forgets a commit adds to a text of the
 * customer and the half day, 8 bytes an id, which goes 24 hours after the last of it came. So an id is known for 24 hours at least.
 */
export interface Recall {
  /** For each question of customers of one shard, the hashes that they did send. */
  among(shard: number, questions: readonly Question[]): Promise<readonly ReadonlySet<string>[]>;
  /** All that is kept of a customer, hash by hash. */
  all(shard: number, customer: string): Promise<string>;
  forget(shard: number, customer: string): Promise<void>;
}

/** Contexts in Redis, with what belongs to them: timers and the outbox. */
export interface RedisContexts extends ContextStore {
  readonly shards: number;
  /** Entries in the longest outcomes stream at the last commit. */
  readonly backlog: number;
  /** Reads one customer without caching: for people. Follows a merge. */
  read(customer: string): Promise<CustomerState>;
  /**
   * The state in memory and the revision that it has there, where nobody is at it: for a look, it is not the caller's to keep. Whether
   * that is what is stored must be asked. Says nothing of customers who were merged into others.
   */
  peek(customer: string): LoadedState | undefined;
  /** Customers with a timer due by `now`; not handed out again before `leaseUntil`. */
  due(shard: number, now: number, leaseUntil: number, most: number): Promise<readonly string[]>;
  armed(): Promise<number>;
  /** Messages that were decided and may not be in the queue yet. */
  outbox(shard: number): Promise<readonly DeliveryJob[]>;
  /** These messages are in the queue now, and `rows`, one for each, say so; the rows that were not written before come back. */
  queued(shard: number, ids: readonly string[], rows: readonly Outcome[]): Promise<readonly Outcome[]>;
  readonly worldSignals: WorldSignals;
  /** Turns of a provider's weather, as signals about the world. */
  readonly turns: WorldSignals;
  readonly recall: Recall;
  forget(customer: string): Promise<void>;
  /** Remembers for `ERASED_DAYS`, by a hash, that a customer was erased: see `isErased`. */
  markErased(customer: string): Promise<void>;
}

/** How long signals of an erased customer are refused: longer than any app keeps what it could not send. */
export const ERASED_DAYS = 30;

/** Walks over every customer whose context is stored, page by page, while the engine runs. */
export interface KnownCustomers {
  /**
   * The page after `mark` ('' for the first), and the mark of the next one ('' when there is none). Whoever is known all the while
   * is seen at least once, except in a cluster that moves slots meanwhile. A mark that counts no more (another Redis answers than
   * the one that gave it) begins anew.
   */
  page(mark: string): Promise<{ readonly customers: readonly string[]; readonly next: string }>;
}
