import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { GivenDocument, ReadDocument } from './contract.ts';
import type { DocumentSet } from './document-set.ts';
import { parseFile } from './file.ts';
import { homeOf } from './folder.ts';

/** Documents read in one slice. */
const SLICE = 4;

/**
 * Reads given documents. A text that is stored already is not read again. Throws InvalidDefinitions with the line of
 * each fault in a text.
 */
export function* readTexts(
  given: readonly GivenDocument[],
  stored: DocumentSet,
): Generator<void, readonly ReadDocument[]> {
  const problems: Problem[] = [];
  const read: ReadDocument[] = [];
  for (const [i, document] of given.entries()) {
    if (i % SLICE === 0) yield;
    const { kind, name, text } = document;
    const old = stored[kind].get(name);
    if (text === undefined) read.push({ ...document, body: document.body });
    else if (old?.text === text) read.push({ ...document, body: old.body });
    else readText({ ...document, text }, read, problems);
  }
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return read;
}

function readText(
  document: GivenDocument & { readonly text: string },
  read: ReadDocument[],
  problems: Problem[],
): void {
  const path = homeOf(document);
  const file = parseFile(path, document.text);
  problems.push(...file.problems);
  if (file.problems.length > 0) return;
  const [only, ...others] = file.documents;
  if (!only || others.length > 0 || only.source !== path) {
    problems.push({
      source: document.source,
      path: '',
      expected: `one ${document.kind}, got ${file.documents.length}`,
    });
    return;
  }
  read.push({ ...document, body: only.body });
}
