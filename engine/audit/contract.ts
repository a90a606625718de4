/** One change that a person, or a program with a key, has made. */
export interface Change {
  /** What was done: `publish`, `remove`, `pause`, `resume`, or the route, such as `POST /v1/people`. */
  readonly action: string;
  /** The kind of thing that was changed: a kind of document, `pause`, or the group of the route. */
  readonly kind: string;
  readonly name: string;
  /** The thing before and after; absent: it was not there, or is not told. What is longer than 64 KB is cut. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly note?: string;
}

/** A change as it was recorded. */
export interface RecordedChange extends Change {
  /** Grows with time; `after` of a question. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A person, or `key:NAME`. */
  readonly author: string;
}

/** Which changes are asked for; absent: any. */
export interface ChangeFilter {
  readonly from?: number;
  readonly to?: number;
  readonly author?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly action?: string;
  /** Only those before this one, in the order from new to old. */
  readonly after?: string;
}

/**
 * The record of changes, in a Redis stream: the last 100,000, and 64 MB of them. Nothing but its age takes an entry
 * out.
 */
export interface Audit {
  /** Records changes of one author, in their order. Rejects when Redis does not take them. */
  record(author: string, changes: readonly Change[]): Promise<void>;
  /** Gives the changes that match, newest first, as they are read. */
  read(filter: ChangeFilter): AsyncIterable<RecordedChange>;
}
