import { finish } from '../../triggers/slices/finish.ts';
import { createZoneAt } from '../zone-at.ts';
import { createCompiler } from './compile.ts';
import type { Document, Live } from './contract.ts';
import { NO_DOCUMENTS, withChanges } from './document-set.ts';
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
  const changes = finish(mergeDocuments(NO_DOCUMENTS, documents, 1, true));
  const live = finish(compile({ revision: 1, documents: finish(withChanges(NO_DOCUMENTS, changes)) }, undefined));
  return { live, language };
}
