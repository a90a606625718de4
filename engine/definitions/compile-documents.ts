import { exampleEnvironment } from '../../channels/environment.ts';
import { finish } from '../../triggers/slices/finish.ts';
import { zoneAt } from '../zone-at.ts';
import { createCompiler } from './compile.ts';
import type { Document, Language, Live } from './contract.ts';
import { NO_DOCUMENTS, withChanges } from './document-set.ts';
import { loadLanguage } from './language.ts';
import { mergeDocuments } from './merge-documents.ts';

/**
 * Compiles these documents as an engine without others would. What its environment may give to providers counts as
 * given. Throws InvalidDefinitions with every problem.
 */
export async function compileDocuments(
  documents: readonly Document[],
): Promise<{ readonly live: Live; readonly language: Language }> {
  const language = await loadLanguage();
  const fromEnvironment = exampleEnvironment(language.providers);
  const compile = createCompiler({ ...language, zoneAt, fromEnvironment });
  const changes = finish(mergeDocuments(NO_DOCUMENTS, documents, 1, { replace: true }));
  const live = finish(compile({ revision: 1, documents: finish(withChanges(NO_DOCUMENTS, changes)) }, undefined));
  return { live, language };
}
