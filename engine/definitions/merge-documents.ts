import { isDeepStrictEqual } from 'node:util';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { DOCUMENT_KINDS, type Document, type StoredDocument } from './contract.ts';
import { type DocumentChanges, type DocumentSet, makeForEachKind } from './document-set.ts';
import { findRoundedNumbers } from './rounded-numbers.ts';

/** Documents handled in one slice. */
const SLICE = 32;

/**
 * Returns the changes that put the given documents in place; with `replace` also those that remove all others. A
 * document's version is the revision that last changed its body. Throws InvalidDefinitions when two of those given have
 * one name, or a number in one lost digits.
 */
export function* mergeDocuments(
  stored: DocumentSet,
  given: readonly Document[],
  revision: number,
  replace: boolean,
): Generator<void, DocumentChanges> {
  const changes = makeForEachKind(() => new Map<string, StoredDocument | undefined>());
  const sources = makeForEachKind(() => new Map<string, string>());
  const problems: Problem[] = [];
  for (const [i, { kind, name, source, body }] of given.entries()) {
    if (i % SLICE === 0) yield;
    const earlier = sources[kind].get(name);
    if (earlier !== undefined) {
      problems.push({ source, path: 'name', expected: `a ${kind} of its own; '${name}' is also in ${earlier}` });
    }
    sources[kind].set(name, source);
    const old = stored[kind].get(name);
    const isSame = old !== undefined && isDeepStrictEqual(old.body, body);
    if (!isSame) problems.push(...findRoundedNumbers({ kind, source, body }));
    if (isSame && old.source === source) changes[kind].delete(name);
    else changes[kind].set(name, { kind, name, source, body, version: isSame ? old.version : revision });
  }
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
