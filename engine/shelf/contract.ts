/** What people make, keep and share besides documents: each kind has a shelf of its own. */
export const SHELF_KINDS = ['question', 'board', 'alert'] as const;
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

/** A question with its parameters as people write them: a saved one by its id, or one of the engine's by its name. */
export interface Source {
  readonly kind: 'saved' | 'named';
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

/** How a tile shows its rows. `number` is the first number of the first row. */
export const TILE_LOOKS = ['number', 'bars', 'lines', 'table'] as const;

/** One answer on a board. */
export interface Tile {
  /** Empty: the title of its question. */
  readonly title: string;
  readonly source: Source;
  readonly look: (typeof TILE_LOOKS)[number];
  /** The column of its numbers; empty: the first that has numbers. */
  readonly column: string;
  /** Of three columns. */
  readonly width: 1 | 2 | 3;
}

/** Answers that people arranged beside each other, in their order. */
export interface Board {
  readonly title: string;
  readonly about: string;
  readonly tiles: readonly Tile[];
  /** The addresses that it goes to by e-mail each Monday. */
  readonly mailTo: readonly string[];
}

/** What an alert watches. Durations as people write them. */
export type Watch =
  /** The number in a column of the first row of an answer is beyond a bound. */
  | {
      readonly kind: 'figure';
      readonly source: Source;
      readonly column: string;
      readonly is: 'above' | 'below';
      readonly bound: number;
    }
  /** A trigger has not matched for so long. */
  | { readonly kind: 'silent'; readonly trigger: string; readonly for: string }
  /** The control group of a trigger has not the share that it was meant to have. */
  | { readonly kind: 'skewed'; readonly trigger: string };

/** Where an alert goes: to an address, or to what the workspace has set up as its webhook or its Slack. */
export type Recipient = { readonly channel: 'email'; readonly to: string } | { readonly channel: 'webhook' | 'slack' };

/** Something that is watched, and where it is told. */
export interface Alert {
  readonly title: string;
  readonly watch: Watch;
  /** How often it is judged. */
  readonly every: string;
  readonly to: readonly Recipient[];
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
