import type { Channel, Provider } from '../../channels/contract.ts';
import type { Helper, Renderer, TemplateDefinition } from '../../templates/contract.ts';
import type { Tracking } from '../../triggers/changes/contract.ts';
import type { TriggerCheck } from '../../triggers/checks/contract.ts';
import type { Matcher, Segment, TriggerDefinition } from '../../triggers/contract.ts';
import type { Gate, Workspace } from '../../triggers/gates/contract.ts';
import type { Place, PlacesIndex, Watches } from '../../triggers/places/contract.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { Closable } from '../contract.ts';

export const DOCUMENT_KINDS = ['workspace', 'place', 'trigger', 'template'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A definition as a person wrote it: parsed YAML or JSON, not checked yet. The workspace's name is `workspace`. */
export interface Document {
  readonly kind: DocumentKind;
  readonly name: string;
  /** Its origin, for messages: the path of the file in its folder. */
  readonly source: string;
  readonly body: unknown;
}

/** A stored document; its version grows with each change of its body. */
export interface StoredDocument extends Document {
  readonly version: number;
}

/** All live definitions, compiled and frozen. A publish builds a new `Live` and swaps the whole. */
export interface Live {
  /** Grows with each publish. */
  readonly revision: number;
  readonly workspace: Workspace;
  readonly places: PlacesIndex;
  readonly matcher: Matcher;
  /** The movements that the triggers ask for. */
  readonly watches: Watches;
  readonly renderer: Renderer;
  readonly triggers: ReadonlyMap<string, TriggerDefinition>;
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  readonly place: ReadonlyMap<string, Place>;
  /** The segments of the workspace, by name. */
  readonly segments: ReadonlyMap<string, Segment>;
  /** The values and marks that conditions about change and past need remembered; absent: none. */
  readonly tracking?: Tracking;
}

/** The stored definitions, and the live ones. */
export interface Definitions {
  /** The live definitions. Read it at every use, as it is swapped between signals. */
  readonly live: Live;
  list(): Promise<readonly StoredDocument[]>;
  /** Returns one stored document; undefined: there is none. */
  get(kind: DocumentKind, name: string): Promise<StoredDocument | undefined>;
  /**
   * Checks the documents together with the stored ones, and publishes all or none. `replace` removes stored documents
   * that are not given. Resolves when they are live on this engine; other engines follow within 2 s. Throws
   * InvalidDefinitions with every problem that can be seen.
   */
  publish(
    documents: readonly Document[],
    options: { readonly replace: boolean },
  ): Promise<{ readonly revision: number }>;
  remove(kind: DocumentKind, name: string): Promise<{ readonly revision: number }>;
}

/** Definitions that are published and not live on this engine. */
export interface UnfollowedRevision {
  readonly revision: number;
  /** They do not compile on this engine, now or later. */
  readonly isRefused: boolean;
}

/** Definitions that follow the publishes of every engine. */
export interface OpenDefinitions extends Definitions, Closable {
  /** The published definitions that are not live on this engine; undefined: the latest are live. */
  readonly behind: UnfollowedRevision | undefined;
  /**
   * Compiles these documents with the stored ones and returns the result. Stores and swaps nothing. Throws
   * InvalidDefinitions.
   */
  draft(documents: readonly Document[], options: { readonly replace: boolean }): Promise<Live>;
  /**
   * Resolves once this engine has followed every publish, or runs that revision. Then it may go on with states decided
   * under it. Rejects when it cannot follow, or cannot ask Redis.
   */
  reach(revision: number): Promise<void>;
  /** Calls `swapped` after each swap. Returns the function that stops it. */
  watch(swapped: (live: Live) => void): () => void;
}

/** Events of a name, as `events-seen` tells of them. */
export interface SeenEvent {
  readonly name: string;
  readonly events: number;
  readonly properties: readonly string[];
}

/** Every word a definition can be made of. */
export interface Language {
  readonly vocabulary: Vocabulary;
  readonly helpers: ReadonlyMap<string, Helper>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly gates: readonly Gate[];
  readonly checks: ReadonlyMap<string, TriggerCheck>;
}
