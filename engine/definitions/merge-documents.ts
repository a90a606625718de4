import { isDeepStrictEqual } from 'node:util';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import {
  type Authorship,
  DOCUMENT_KINDS,
  type ReadDocument,
  type StoredDocument,
  VersionConflict,
} from './contract.ts';
import { type DocumentChanges, type DocumentSet, makeForEachKind } from './document-set.ts';
import { findRoundedNumbers } from './rounded-numbers.ts';

/** Documents handled in one slice. */
const SLICE = 32;

/**
 * Returns the changes that put the given documents in place; with `replace` also those that remove all others. A
 * document's version is the revision that last changed its body or text. Throws InvalidDefinitions when two of those
 * given have one name, or a number in one lost digits; VersionConflict when one was made from another version than the
 * stored one and differs from it.
 */
export function* mergeDocuments(
  stored: DocumentSet,
  given: readonly ReadDocument[],
  revision: number,
  { replace, by }: { readonly replace: boolean; readonly by?: Authorship | undefined },
): Generator<void, DocumentChanges> {
  const changes = makeForEachKind(() => new Map<string, StoredDocument | undefined>());
  const sources = makeForEachKind(() => new Map<string, string>());
  const problems: Problem[] = [];
  const conflicts: ReadDocument[] = [];
  for (const [i, document] of given.entries()) {
    const { kind, name, source, body } = document;
    if (i % SLICE === 0) yield;
    const earlier = sources[kind].get(name);
    if (earlier !== undefined) {
      problems.push({ source, path: 'name', expected: `a ${kind} of its own; '${name}' is also in ${earlier}` });
    }
    sources[kind].set(name, source);
    const old = stored[kind].get(name);
    const hasSameBody = old !== undefined && isDeepStrictEqual(old.body, body);
    // A body that is given alone, as it is stored, keeps the text with its comments.
    const text = document.text ?? (hasSameBody ? old.text : undefined);
    const isSame = hasSameBody && old.text === text;
    if (!hasSameBody) problems.push(...findRoundedNumbers({ kind, source, body }));
    if (!isSame && !isExpected(document, old)) conflicts.push(document);
    if (isSame && old.source === source) changes[kind].delete(name);
    else if (isSame) changes[kind].set(name, { ...old, source });
    else
      changes[kind].set(name, {
        kind,
        name,
        source,
        body,
        ...(text !== undefined && { text }),
        version: revision,
        ...signatureOf(by),
      });
  }
  if (conflicts.length > 0) throw conflictOf(conflicts, stored);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  if (!replace) return changes;
  for (const kind of DOCUMENT_KINDS) {
    let seen = 0;
    for (const name of stored[kind].keys()) {
      if (++seen % (SLICE * 32) === 0) yield;
      if (!sources[kind].has(name)) changes[kind].set(name, undefined);
    }
  }
  return changes;
}

/** Whether a document was made from the stored version, or replaces any. */
export function isExpected(
  { expectedVersion }: Pick<ReadDocument, 'expectedVersion'>,
  old: StoredDocument | undefined,
): boolean {
  return expectedVersion === undefined || expectedVersion === (old?.version ?? 0);
}

/** Makes the conflict of these documents with the stored ones. */
export function conflictOf(
  conflicts: readonly Pick<ReadDocument, 'kind' | 'name' | 'expectedVersion'>[],
  stored: DocumentSet,
): VersionConflict {
  const says = conflicts.map(({ kind, name, expectedVersion }) => {
    const old = stored[kind].get(name);
    if (!old) return `${kind} '${name}' is not there any more`;
    const by = old.author === undefined ? '' : ` by ${old.author}`;
    if (expectedVersion === 0) return `${kind} '${name}' is there already, as version ${old.version}${by}`;
    return `${kind} '${name}' has changed since version ${expectedVersion}: version ${old.version}${by} is live`;
  });
  const documents = conflicts.flatMap(({ kind, name }) => stored[kind].get(name) ?? []);
  return new VersionConflict(`nothing was published: ${says.join('; ')}`, documents);
}

function signatureOf(by: Authorship | undefined): Pick<StoredDocument, 'author' | 'note' | 'publishedAt'> {
  if (!by) return {};
  return { author: by.author, ...(by.note !== undefined && by.note !== '' && { note: by.note }), publishedAt: by.at };
}
