import type { CustomerState, HeardKind, Journal } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Row, SignalRow } from '../outcomes/contract.ts';

/** How long signals of an erased customer are refused: longer than any app keeps what it could not send. */
export const ERASED_DAYS = 30;

/**
 * The journal of one state: what changed since the state was stored. The next commit writes that and clears the
 * journal.
 */
export interface StateJournal extends Journal {
  /** The kinds of signals that were heard, each once. */
  readonly heard: readonly HeardKind[];
  /** How many signals were remembered. */
  readonly remembered: number;
  /** The hashes of the ids that were forgotten, one after the other. */
  readonly forgotten: string;
  readonly isRewritten: boolean;
  clear(): void;
}

/** A customer's state as it was read. Its revision guards the write. */
export interface LoadedState {
  readonly state: CustomerState;
  /** 0: not stored yet. */
  readonly revision: number;
  /** Whatever changes the state is handed this journal. */
  readonly journal: StateJournal;
  /** The customer was erased within the last `ERASED_DAYS`: their signals are refused. */
  readonly isErased?: true;
}

/** The cell that a customer was in last, and in which period (see `whereabouts.ts`). */
export interface Whereabouts {
  readonly period: number;
  readonly cell: number;
}

/** The effect of one micro-batch on one customer. It is written whole, or not at all. */
export interface CustomerCommit {
  readonly customer: string;
  /** The revision that the state was read with. */
  readonly revision: number;
  readonly state: CustomerState;
  /** The journal that the state was read with. Undefined: the state was made anew, and is written whole. */
  readonly journal: StateJournal | undefined;
  /**
   * When the customer's next timer is due on the engine's clock; undefined: none is armed. `as-before` leaves the entry
   * as it is.
   */
  readonly nextDueAt: number | undefined | 'as-before';
  /** Rows for the outcomes stream. */
  readonly rows: readonly Row[];
  /** Messages for the queue. They wait in the outbox until the queue has them. */
  readonly jobs: readonly DeliveryJob[];
  /** Absent: the index of who is where stays as it is. */
  readonly movedTo?: Whereabouts | undefined;
}

/** The contexts of customers. Every customer belongs to one shard; a batch is of one shard. */
export interface ContextStore {
  shardOf(customer: string): number;
  /**
   * Reads customers of one shard, in the order asked for; unknown customers come back empty. The caller owns the
   * states. A state may be as old as this engine's last commit of it; then the commit is refused. The states of `fresh`
   * are read from Redis now.
   */
  load(shard: number, customers: readonly string[], fresh?: ReadonlySet<string>): Promise<readonly LoadedState[]>;
  /**
   * Writes the changes by one call. Returns for each whether it was written. False: another engine has changed the
   * customer since; load and decide again. Rejects when Redis does not answer; then each change was written whole or
   * not at all.
   */
  commit(shard: number, changes: readonly CustomerCommit[]): Promise<readonly boolean[]>;
}

/** Cells from one number to another, both included. */
export type CellRange = readonly [from: number, to: number];

/** Where a page ended: its last range of cells, and the last customer there. The next page goes on after it. */
export interface PageEnd {
  readonly range: number;
  readonly cell: number;
  readonly customer: string;
}

/** One page of customers. Without `end` it is the last one. */
export interface CustomerPage {
  readonly customers: readonly string[];
  readonly end?: PageEnd;
}

/** The index of who is where, by shard. Commits of contexts write it; waves read it. */
export interface WhoIsWhere {
  /**
   * Returns at most `most` of the shard's customers whose last fix in a period lay in one of these cells. They may have
   * moved on in another period. A customer who stays in a cell while the pages are read is on exactly one page.
   */
  page(
    shard: number,
    period: number,
    ranges: readonly CellRange[],
    after: PageEnd | undefined,
    most: number,
  ): Promise<CustomerPage>;
  /**
   * Lists cells in which customers of the shard had their last fix in a period, one of five neighbours in a row.
   * Returns at most `most`, in order, beginning after the cell `after`.
   */
  cells(shard: number, period: number, after: number | undefined, most: number): Promise<readonly number[]>;
}

/** The signals about the world. They belong to no customer, so the store itself remembers their ids. */
export interface WorldSignals {
  /** Returns which of these ids came before. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Stores the rows and remembers their ids, in one step. Leaves out a row whose id came before. Returns how many are
   * new.
   */
  append(rows: readonly SignalRow[], wallAt: number): Promise<number>;
}

/** Asks which of these ids, by their hashes (see `shortHash`), a customer has sent. */
export interface Question {
  readonly customer: string;
  readonly hashes: readonly string[];
}

/**
 * The ids that states have forgotten, as a state remembers its customer's last signals only. A commit adds them to a
 * text of the customer and the half day, 8 bytes an id, which expires 24 hours after the last addition. So an id is
 * known for 24 hours at least.
 */
export interface Recall {
  /** Returns for each question the hashes that its customer has sent. The customers are of one shard. */
  among(shard: number, questions: readonly Question[]): Promise<readonly ReadonlySet<string>[]>;
  /** Returns all hashes that are kept of a customer, one after the other. */
  all(shard: number, customer: string): Promise<string>;
  forget(shard: number, customer: string): Promise<void>;
}

/** A message of no decision that is put out again within this time is known. */
export const REPEATS_KNOWN_MS = 7 * 86_400_000;

/** The contexts in Redis, with what belongs to them: timers and the outbox. */
export interface RedisContexts extends ContextStore {
  readonly shards: number;
  /** The number of entries in the longest outcomes stream, as of the last commits. */
  readonly backlog: number;
  /** Reads one customer from Redis, for people. Returns the other customer where this one was merged into another. */
  read(customer: string): Promise<CustomerState>;
  /**
   * Returns the state in memory and its revision, to look at and not to change or keep. Redis may have a newer
   * revision. Undefined: the state is not in memory, a batch works in it, or the customer was merged into another.
   */
  peek(customer: string): Pick<LoadedState, 'state' | 'revision'> | undefined;
  /** Hands out customers with a timer due by `now`. They are not handed out again before `leaseUntil`. */
  due(shard: number, now: number, leaseUntil: number, most: number): Promise<readonly string[]>;
  /** Counts the customers with a timer. */
  armed(): Promise<number>;
  /** Returns messages that were decided and may not be in the queue yet. */
  outbox(shard: number): Promise<readonly DeliveryJob[]>;
  /**
   * Notes that these messages are in the queue, and writes `rows`, one for each. Returns the rows that were not written
   * before.
   */
  queued<R extends Row>(shard: number, ids: readonly string[], rows: readonly R[]): Promise<readonly R[]>;
  /**
   * Puts a message of no decision into the outbox, with the rows that tell of it, both or neither. False: it was put
   * there before, within `REPEATS_KNOWN_MS`, and nothing was written.
   */
  putOut(job: DeliveryJob, rows: readonly Row[]): Promise<boolean>;
  readonly worldSignals: WorldSignals;
  /** Turns of a provider's weather, as signals about the world. */
  readonly turns: WorldSignals;
  readonly recall: Recall;
  /** Deletes all that is stored of a customer. */
  forget(customer: string): Promise<void>;
  /** Remembers for `ERASED_DAYS`, by a hash, that a customer was erased: see `isErased`. */
  markErased(customer: string): Promise<void>;
  isErased(customer: string): Promise<boolean>;
}

/** Walks over every customer whose context is stored, page by page, while the engine runs. */
export interface KnownCustomers {
  /**
   * Returns the page after `mark` ('' for the first), and the mark of the next page ('' when there is none). A customer
   * who is known during the whole walk is on one page at least, except in a cluster that moves slots meanwhile. A mark
   * that another run of Redis gave begins the walk anew.
   */
  page(mark: string): Promise<{ readonly customers: readonly string[]; readonly next: string }>;
}
