import tzLookup from '@photostructure/tz-lookup';
import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { createCompiler } from './compile.ts';
import type { Document } from './contract.ts';
import { loadLanguage } from './language.ts';
import { mergeDocuments } from './merge-documents.ts';

/** What publishing these documents into an empty engine would be refused for. */
export async function findProblems(documents: readonly Document[]): Promise<readonly Problem[]> {
  const compile = createCompiler({ ...(await loadLanguage()), zoneAt: tzLookup });
  try {
    compile({ revision: 1, documents: mergeDocuments([], documents, 1, true) }, undefined);
    return [];
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return cause.problems;
    throw cause;
  }
}
