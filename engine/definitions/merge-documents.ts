import { isDeepStrictEqual } from 'node:util';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { Document, StoredDocument } from './contract.ts';
import { fieldOf } from './documents.ts';

/**
 * The stored documents with the given ones in place. A document's version is the revision that last changed its body. Throws
 * InvalidDefinitions when two of those given have one name.
 */
export function mergeDocuments(
  stored: readonly StoredDocument[],
  given: readonly Document[],
  revision: number,
  replace: boolean,
): readonly StoredDocument[] {
  const before = new Map(stored.map((d) => [fieldOf(d), d]));
  const next = new Map(replace ? [] : before);
  const problems: Problem[] = [];
  const sources = new Map<string, string>();
  for (const document of given) {
    const { kind, name, source, body } = document;
    const field = fieldOf(document);
    const earlier = sources.get(field);
    if (earlier !== undefined) {
      problems.push({ source, path: 'name', expected: `a ${kind} of its own; '${name}' is also in ${earlier}` });
    }
    sources.set(field, source);
    const old = before.get(field);
    const isSame = old !== undefined && isDeepStrictEqual(old.body, body);
    if (isSame && old.source === source) next.set(field, old);
    else next.set(field, { kind, name, source, body, version: isSame ? old.version : revision });
  }
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return [...next.values()];
}
