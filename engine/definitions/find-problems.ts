import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { compileDocuments } from './compile-documents.ts';
import type { Document } from './contract.ts';
import { warningsFor } from './warnings.ts';

/** The problems for which documents would be refused; without a problem, the warnings. */
export interface ProblemsAndWarnings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Returns the problems and warnings of publishing these documents into an empty engine. */
export async function findProblems(documents: readonly Document[]): Promise<ProblemsAndWarnings> {
  try {
    const { live, language } = await compileDocuments(documents);
    return { problems: [], warnings: await warningsFor(documents, live, language) };
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return { problems: cause.problems, warnings: [] };
    throw cause;
  }
}
