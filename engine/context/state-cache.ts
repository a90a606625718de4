import { LRUCache } from 'lru-cache';
import type { Target } from './commit-command.ts';
import type { CustomerCommit, LoadedState } from './contract.ts';
import { createJournal } from './journal.ts';

/** The most states in memory, about 2 kB each. */
const MOST_STATES = 50_000;

/**
 * A state in memory, and what is stored of it. One object, which is changed in place: an object that is made anew at
 * each commit lives until the customer's next one, so the collector would copy it (`npm run bench -- engine`).
 */
export interface CachedState extends Target, LoadedState {
  revision: number;
  isTaken: boolean;
  /** False: the cache does not have it, or no more. */
  isKept: boolean;
}

/**
 * The states that are kept in memory to spare reading them. To its cache a customer is
 *
 *     unknown    the next load reads Redis
 *     free       the state is what this engine stored last; the next load takes it
 *     taken      a batch works in the state; other loads read their own from Redis
 *
 * `take` turns free into taken, `release` (the commit was written) turns any into free, `drop` (the commit was refused)
 * turns taken into unknown, `clear` turns all into unknown. A batch that fails leaves its customers taken, until a
 * later batch stores a state that it read itself. A free state may be stale, as another engine may have stored a newer
 * one: the commit that is made of it is refused.
 */
export class StateCache {
  readonly #states = new LRUCache<string, CachedState>({
    max: MOST_STATES,
    dispose: (entry) => {
      entry.isKept = false;
    },
  });

  /** Takes a free state; undefined: the customer is unknown or taken, or `isFresh` asks for what Redis has. */
  take(customer: string, isFresh: boolean): LoadedState | undefined {
    const cached = this.#states.get(customer);
    if (!cached || cached.isTaken) return undefined;
    cached.isTaken = true;
    return isFresh ? undefined : cached;
  }

  /**
   * Returns the entry that a change was made of; a new one, of which nothing stored is known, where that is not in
   * memory.
   */
  entryOf({ customer, state, revision, journal }: CustomerCommit): CachedState {
    const cached = this.#states.peek(customer);
    if (cached?.state === state) return cached;
    return { state, revision, journal: journal ?? createJournal(), stored: undefined, isTaken: true, isKept: false };
  }

  /** Makes an entry free whose change was written. */
  release(customer: string, entry: CachedState): void {
    entry.revision++;
    entry.isTaken = false;
    if (entry.isKept) return;
    this.#states.set(customer, entry);
    entry.isKept = true;
  }

  /** Drops an entry whose change was refused: its state holds what was decided in vain. */
  drop(customer: string, entry: CachedState): void {
    if (this.#states.peek(customer) === entry) this.#states.delete(customer);
  }

  /** Returns a free state to look at. */
  peek(customer: string): LoadedState | undefined {
    const cached = this.#states.peek(customer);
    return cached && !cached.isTaken ? cached : undefined;
  }

  forget(customer: string): void {
    this.#states.delete(customer);
  }

  clear(): void {
    this.#states.clear();
  }
}
