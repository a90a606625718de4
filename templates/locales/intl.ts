import { canonicalLocale } from './locale.ts';

type Option = string | number | boolean | undefined;

// Locales and zones come from devices, so the number kept is bounded.
const MOST_KEPT = 1_000;

/**
 * Keeps what was made for a locale and its options, as making a formatter costs a thousand times using it. A locale
 * that is none counts as English.
 */
export function cacheByLocale<O extends readonly Option[], F>(
  make: (locale: string, ...options: O) => F,
): (locale: unknown, ...options: O) => F {
  const kept = new Map<string, F>();
  return (locale, ...options) => {
    const key = `${locale}|${options.join('|')}`;
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = make(canonicalLocale(locale) ?? 'en', ...options);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
}

/** Plain spaces for the narrow and unbreakable ones of ICU: one of those doubles the price of a text message. */
export function replaceSpaces(text: string): string {
  return UNUSUAL_SPACE.test(text) ? text.replace(UNUSUAL_SPACES, ' ') : text;
}

const UNUSUAL_SPACE = /[\u00a0\u2009\u202f]/;
const UNUSUAL_SPACES = /[\u00a0\u2009\u202f]/g;
