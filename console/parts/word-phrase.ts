import type { Phrases } from '../words/languages.ts';

/** What the engine said: the sentence in English, and its code where it has one. */
export interface Said {
  readonly text: string;
  readonly code?: string | undefined;
  readonly args?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Words what the engine said in the language of the phrases. Without a phrase for it the English sentence stays. Never
 * throws.
 */
export function wordPhrase({ text, code = '', args = {} }: Said, phrases: Phrases | undefined): string {
  const phrase = phrases && Object.hasOwn(phrases, code) ? phrases[code] : undefined;
  if (phrase === undefined) return text;
  return phrase.replaceAll(SLOT, (slot, name: string) => wordArg(args[name], phrases) ?? slot);
}

const SLOT = /‹[*~.]?([^›]*)›/g;

function wordArg(arg: unknown, phrases: Phrases | undefined): string | undefined {
  if (typeof arg === 'string' || typeof arg === 'number') return String(arg);
  if (typeof arg !== 'object' || arg === null || !('code' in arg)) return undefined;
  const { code, args } = arg as { readonly code: string; readonly args?: Readonly<Record<string, unknown>> };
  return wordPhrase({ text: code, code, args }, phrases);
}
