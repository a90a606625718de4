import type { Words } from './en/index.ts';

/** What the engine says, by the codes of its phrases. */
export type Phrases = Readonly<Record<string, string>>;

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** Loads the words of a language; each is a file of its own that only its readers fetch. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'de' ? (await import('./de/index.ts')).default : (await import('./en/index.ts')).default;
}

/** Loads the phrases of the engine in a language; the engine speaks English itself. */
export async function loadPhrases(language: Language): Promise<Phrases | undefined> {
  return language === 'de' ? (await import('./de/phrases.ts')).default : undefined;
}

/** The language that a person chose, else the first of the browser's that there is. */
export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  const wanted = [chosen ?? '', ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return LANGUAGES.find((language) => language === wanted.find((tag) => LANGUAGES.some((one) => one === tag))) ?? 'en';
}
