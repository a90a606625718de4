import { differences, type Patch, patchMap } from '../../triggers/slices/patch-map.ts';
import { DOCUMENT_KINDS, type DocumentKind, type StoredDocument } from './contract.ts';

/** All documents, by kind and name. It never changes: an edit makes another set, at the cost of the edit. */
export type DocumentSet = Readonly<Record<DocumentKind, ReadonlyMap<string, StoredDocument>>>;

/** The changes of a set of documents, by kind and name; undefined: removed. */
export type DocumentChanges = Readonly<Record<DocumentKind, Patch<StoredDocument>>>;

/** All documents as they were at one revision. */
export interface Snapshot {
  /** The revision. It grows by one with each publish; 0: nothing was published yet. */
  readonly revision: number;
  readonly documents: DocumentSet;
}

export const NO_DOCUMENTS: DocumentSet = makeForEachKind(() => new Map());

/** Creates a set of these documents. */
export function createDocumentSet(documents: readonly StoredDocument[]): DocumentSet {
  const set = makeForEachKind(() => new Map<string, StoredDocument>());
  for (const document of documents) set[document.kind].set(document.name, document);
  return set;
}

/** Returns the set with these changes. */
export function* withChanges(set: DocumentSet, changes: DocumentChanges): Generator<void, DocumentSet> {
  const next = { ...set };
  for (const kind of DOCUMENT_KINDS) next[kind] = yield* patchMap(set[kind], changes[kind]);
  return next;
}

/** Returns the changes from one set to another. */
export function* changesBetween(before: DocumentSet, after: DocumentSet): Generator<void, DocumentChanges> {
  const changes: Record<DocumentKind, Patch<StoredDocument>> = makeForEachKind(() => new Map());
  for (const kind of DOCUMENT_KINDS) changes[kind] = yield* differences(before[kind], after[kind], isSameVersion);
  return changes;
}

/** Whether two documents of one name have the same body and source. */
export function isSameVersion(a: StoredDocument, b: StoredDocument): boolean {
  return a.version === b.version && a.source === b.source;
}

/** Returns the number of changed documents. */
export function sizeOf(changes: DocumentChanges): number {
  return DOCUMENT_KINDS.reduce((sum, kind) => sum + changes[kind].size, 0);
}

/** Lists every document, by kind, then name. */
export function listDocuments(set: DocumentSet): readonly StoredDocument[] {
  return DOCUMENT_KINDS.flatMap((kind) => [...set[kind].values()]).sort(byKindAndName);
}

/** Makes one value for each kind. */
export function makeForEachKind<T>(make: () => T): Record<DocumentKind, T> {
  return { workspace: make(), place: make(), trigger: make(), template: make() };
}

function byKindAndName(a: StoredDocument, b: StoredDocument): number {
  const order = DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind);
  return order || (a.name < b.name ? -1 : 1);
}
