import type { Document } from 'yaml';

/** Where in a document something stands: keys of mappings and indexes of lists. */
export type DocumentPath = readonly (string | number)[];

/** One change of a document. Paths are those before the change. */
export type Edit =
  /**
   * Puts a value there; an index behind the last one appends. A new key comes after those that `order` has before it.
   */
  | { readonly do: 'set'; readonly path: DocumentPath; readonly value: unknown; readonly order?: readonly string[] }
  /** The same as a person wrote it, comments included. */
  | { readonly do: 'write'; readonly path: DocumentPath; readonly source: string }
  /** Takes away an entry of a mapping or a list; the last one leaves an empty mapping or list behind. */
  | { readonly do: 'remove'; readonly path: DocumentPath }
  /** Gives an entry of a mapping another key, at the same place. */
  | { readonly do: 'rename'; readonly path: DocumentPath; readonly key: string }
  /** Puts an entry of a list at another index. */
  | { readonly do: 'move'; readonly path: DocumentPath; readonly to: number }
  /** Makes of an entry of a list, `x`, the mapping `key: [x]`. */
  | { readonly do: 'wrap'; readonly path: DocumentPath; readonly key: string }
  /** Puts the members of an entry of a list, `key: [x, y]`, in its place. */
  | { readonly do: 'unwrap'; readonly path: DocumentPath }
  /** Makes of a mapping, `x: 1, y: 2`, the mapping `key: [x: 1, y: 2]` of one list, an entry for each key. */
  | { readonly do: 'gather'; readonly path: DocumentPath; readonly key: string };

/** A part of a text that cannot be read: shown as it is, while the rest stays readable. */
export interface UnreadableBlock {
  /** The key that it begins with; undefined: it has none. */
  readonly key: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What the reader of YAML says of it. */
  readonly said: string;
  /** The line of the whole text where it fails, from 1. */
  readonly line: number;
}

/** A text, read. */
export interface ReadText {
  /** What could be read. */
  readonly value: unknown;
  readonly unreadable: readonly UnreadableBlock[];
  /** The parsed text, made when it is asked for; undefined where a block of it is unreadable. */
  readonly document: Document.Parsed | undefined;
  /** Each key of the outermost mapping could be read alone, so it can be edited alone. */
  readonly isInBlocks: boolean;
}
