import { createZoneAt } from '../world/zone-at.ts';
import { createCompiler } from './compile.ts';
import type { Document, Live } from './contract.ts';
import { type Language, loadLanguage } from './language.ts';
import { mergeDocuments } from './merge-documents.ts';

/** An engine may be told its SMTP server by its settings, so a workspace is not wrong for saying nothing about it. */
const providerDefaults = { email: { url: 'smtp://localhost' } };

/** What these documents would be in an engine that has no others. Throws InvalidDefinitions with every problem. */
export async function compileDocuments(
  documents: readonly Document[],
): Promise<{ readonly live: Live; readonly language: Language }> {
  const language = await loadLanguage();
  const compile = createCompiler({ ...language, zoneAt: createZoneAt(), providerDefaults });
  const live = compile({ revision: 1, documents: mergeDocuments([], documents, 1, true) }, undefined);
  return { live, language };
}
