import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { compileDocuments } from './compile-documents.ts';
import type { Document } from './contract.ts';
import { warningsFor } from './warnings.ts';

/** What publishing documents would be refused for; without a problem, what it would be warned of. */
export interface ProblemsAndWarnings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What would be said of publishing these documents into an empty engine. */
export async function findProblems(documents: readonly Document[]): Promise<ProblemsAndWarnings> {
  try {
    const { live, language } = await compileDocuments(documents);
    return { problems: [], warnings: await warningsFor(documents, live, language) };
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return { problems: cause.problems, warnings: [] };
    throw cause;
  }
}
