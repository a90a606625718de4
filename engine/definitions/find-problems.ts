import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import { compileDocuments } from './compile-documents.ts';
import type { Document } from './contract.ts';

/** What publishing these documents into an empty engine would be refused for. */
export async function findProblems(documents: readonly Document[]): Promise<readonly Problem[]> {
  try {
    await compileDocuments(documents);
    return [];
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return cause.problems;
    throw cause;
  }
}
