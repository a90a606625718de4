import type { Renderer, TemplateDefinition } from '../../templates/contract.ts';
import type { Tracking } from '../../triggers/changes/contract.ts';
import type { Matcher, Segment, TriggerDefinition } from '../../triggers/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { Place, PlacesIndex, Watches } from '../../triggers/places/contract.ts';

export const DOCUMENT_KINDS = ['workspace', 'place', 'trigger', 'template'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A definition as a person wrote it: parsed YAML or JSON, not yet checked. The workspace's name is `workspace`. */
export interface Document {
  readonly kind: DocumentKind;
  readonly name: string;
  /** Where it came from, for messages: a file's path in its folder. */
  readonly source: string;
  readonly body: unknown;
}

/** A stored document; its version grows with each change of its body. */
export interface StoredDocument extends Document {
  readonly version: number;
}

/** Everything that is live, compiled and frozen. A publish builds a new one and swaps it whole. */
export interface Live {
  /** Grows with each publish. */
  readonly revision: number;
  readonly workspace: Workspace;
  readonly places: PlacesIndex;
  readonly matcher: Matcher;
  /** What the triggers want to be told of movements. */
  readonly watches: Watches;
  readonly renderer: Renderer;
  readonly triggers: ReadonlyMap<string, TriggerDefinition>;
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  readonly place: ReadonlyMap<string, Place>;
  /** The workspace's named conditions on customers. */
  readonly segments: ReadonlyMap<string, Segment>;
  /** What must be remembered of customers for conditions about change and past; absent: nothing. */
  readonly tracking?: Tracking;
}

/** The stored definitions and what is live of them. */
export interface Definitions {
  /** Read at every use; swapped between signals. */
  readonly live: Live;
  list(): Promise<readonly StoredDocument[]>;
  /** One document as it is stored. */
  get(kind: DocumentKind, name: string): Promise<StoredDocument | undefined>;
  /**
   * Checks all documents together with those stored, and publishes all or nothing. `replace` removes stored documents that are
   * not given. Resolves when this engine runs them; others follow within 2 s. Throws InvalidDefinitions with every problem.
   */
  publish(
    documents: readonly Document[],
    options: { readonly replace: boolean },
  ): Promise<{ readonly revision: number }>;
  remove(kind: DocumentKind, name: string): Promise<{ readonly revision: number }>;
}
