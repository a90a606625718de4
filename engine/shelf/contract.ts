/** What people make, keep and share besides documents: each kind has a shelf of its own. */
export const SHELF_KINDS = ['question'] as const;
export type ShelfKind = (typeof SHELF_KINDS)[number];

/** One thing on a shelf, as somebody saved it. */
export interface Kept<T> {
  readonly id: string;
  /** 1 for the first; grows by one with each save. */
  readonly version: number;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: T;
}

/** A question in SQL that has a name. */
export interface SavedQuestion {
  readonly title: string;
  readonly about: string;
  readonly sql: string;
  /** The values that its parameters have where nothing else is said. */
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * A shelf in Redis: 500 things of 64 KB at most. Of each the last 50 versions are kept; what is removed goes with all
 * of them. Throws ShelfRefused beyond a limit.
 */
export interface Shelf<T> {
  /** The things, the newest save first. */
  list(): Promise<readonly Kept<T>[]>;
  get(id: string): Promise<Kept<T> | undefined>;
  /**
   * Saves a thing. With `since` only if the stored one has that version (0: there is none); else the stored one is
   * returned.
   */
  put(
    id: string,
    body: T,
    author: string,
    since?: number,
  ): Promise<{ readonly saved: Kept<T> } | { readonly other: Kept<T> | undefined }>;
  /** Removes a thing, and returns it as it was. */
  remove(id: string): Promise<Kept<T> | undefined>;
  /** The versions of a thing, newest first. */
  versions(id: string): Promise<readonly Kept<T>[]>;
}

/** A thing that is not kept, and the limit that it is beyond. */
export class ShelfRefused extends Error {
  override readonly name = 'ShelfRefused';
}
