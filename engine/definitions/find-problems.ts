import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { createZoneAt } from '../world/zone-at.ts';
import { createCompiler } from './compile.ts';
import type { Document } from './contract.ts';
import { loadLanguage } from './language.ts';
import { mergeDocuments } from './merge-documents.ts';

/** An engine may be told its SMTP server by its settings, so a workspace is not wrong for saying nothing about it. */
const providerDefaults = { email: { url: 'smtp://localhost' } };

/** What publishing these documents into an empty engine would be refused for. */
export async function findProblems(documents: readonly Document[]): Promise<readonly Problem[]> {
  const compile = createCompiler({ ...(await loadLanguage()), zoneAt: createZoneAt(), providerDefaults });
  try {
    compile({ revision: 1, documents: mergeDocuments([], documents, 1, true) }, undefined);
    return [];
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return cause.problems;
    throw cause;
  }
}
