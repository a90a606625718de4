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
  /** The text that the body was read from, with its comments. Absent: only the body was given. */
  readonly text?: string;
}

/** A document on its way into a publish: as its text, which gives the body, or as its body. */
export interface GivenDocument extends Omit<Document, 'body'> {
  readonly body?: unknown;
  /** The version that it was made from; 0: there must be none. Absent: it replaces any. */
  readonly expectedVersion?: number;
}

/** A given document, read. */
export type ReadDocument = Document & Pick<GivenDocument, 'expectedVersion'>;

/** The person of a change, their words about it, and its time, milliseconds since 1970. */
export interface Authorship {
  readonly author: string;
  readonly note?: string;
  readonly at: number;
}

/** A stored document; its version grows with each change of its body or text. Of an old one the author is unknown. */
export interface StoredDocument extends Document {
  readonly version: number;
  readonly author?: string;
  readonly note?: string;
  readonly publishedAt?: number;
}

/** A version of a document: the live one, an earlier one, or its removal, which has no document. */
export interface DocumentVersion {
  readonly version: number;
  readonly author?: string;
  readonly note?: string;
  readonly publishedAt?: number;
  readonly is: 'live' | 'earlier' | 'removed';
}

/** What a publish did to one document; without `before` it is new, without `after` it is gone. */
export interface ChangedDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly before?: StoredDocument;
  readonly after?: StoredDocument;
}

/** Whose publish it is, and the function that is told what it did. */
export interface PublishOptions {
  readonly by?: Authorship;
  readonly changed?: (documents: readonly ChangedDocument[]) => void;
}

/** A document that uses something, and the place in it. */
export interface User {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly path: string;
}

/** What ties two triggers: one wakes the other by its outcome, or both use a thing. */
export interface NetworkEdge {
  readonly from: string;
  readonly to: string;
  readonly by: 'wakes' | 'place' | 'template' | 'cap';
  /** The thing that both use; of `wakes` the outcomes that are followed. */
  readonly what: string;
}

/** Triggers that have to do with each other. */
export interface Network {
  readonly triggers: readonly string[];
  readonly edges: readonly NetworkEdge[];
  /** Some were left out. */
  readonly isCut: boolean;
}

/** A change that was made from other versions than the stored ones. Nothing was published. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  /** The documents in question as they are stored; one that is not there any more is missing. */
  readonly stored: readonly StoredDocument[];
  constructor(message: string, stored: readonly StoredDocument[]) {
    super(message);
    this.stored = stored;
  }
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
   * InvalidDefinitions with every problem that can be seen, VersionConflict when a stored version is another than
   * expected. A document that is stored already, letter for letter, is in no conflict.
   */
  publish(
    documents: readonly ReadDocument[],
    options: PublishOptions & { readonly replace: boolean },
  ): Promise<{ readonly revision: number }>;
  /** Removes a document; throws as `publish` does. */
  remove(
    kind: DocumentKind,
    name: string,
    options?: PublishOptions & { readonly expectedVersion?: number },
  ): Promise<{ readonly revision: number }>;
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
  /** Reads the texts of documents. Throws InvalidDefinitions with the line of each fault. */
  read(documents: readonly GivenDocument[]): Promise<readonly ReadDocument[]>;
  /** Lists the versions of a document, newest first; earlier ones as far as they are kept (see `versions.ts`). */
  versions(kind: DocumentKind, name: string): Promise<readonly DocumentVersion[]>;
  /** Returns one version with its body and text; undefined: it is not kept, or was a removal. */
  version(kind: DocumentKind, name: string, version: number): Promise<StoredDocument | undefined>;
  /**
   * Compiles these documents with the stored ones and returns the result. Stores and swaps nothing. Throws
   * InvalidDefinitions.
   */
  draft(documents: readonly ReadDocument[], options: { readonly replace: boolean }): Promise<Live>;
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
