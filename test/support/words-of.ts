import type { Words } from '../../triggers/words/contract.ts';

/** The words of a part that a test makes up: one text as title and summary in every language. */
export function wordsOf(text: string): { readonly title: Words; readonly summary: Words } {
  const words = { en: text, de: text };
  return { title: words, summary: words };
}
