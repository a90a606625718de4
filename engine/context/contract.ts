import type { CustomerState } from '../../triggers/state/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Row } from '../outcomes/contract.ts';

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
