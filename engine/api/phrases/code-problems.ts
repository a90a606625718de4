import type { ApiError, Phrase } from '../contract.ts';
import { readPhrase } from './read-phrase.ts';

/** Adds to each problem or warning the code of what it expects. The sentence stays, for readers of English. */
export function codeProblems<P extends { readonly expected: string }>(
  problems: readonly P[],
): readonly (P & Partial<Phrase>)[] {
  return problems.map((problem) => ({ ...problem, ...readPhrase(problem.expected) }));
}

/** Adds to a refusal the code of its sentence, and those of its problems. */
export function codeRefusal(refusal: ApiError): ApiError {
  const { error, problems } = refusal;
  return { ...refusal, ...readPhrase(error), ...(problems && { problems: codeProblems(problems) }) };
}

/** The codes of sentences, by the sentences themselves; what the book has none for is left out. */
export function codeSentences(sentences: readonly string[]): Readonly<Record<string, Phrase>> {
  return Object.fromEntries(
    sentences.flatMap((sentence) => {
      const phrase = readPhrase(sentence);
      return phrase ? [[sentence, phrase]] : [];
    }),
  );
}
