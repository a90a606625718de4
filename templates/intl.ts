import { canonicalLocale } from './locale.ts';

// Making a formatter costs a thousand times using it. Locales come from devices, so the number kept is bounded.
const MOST_KEPT = 1_000;

/** Formats numbers. */
export const numberFormat = kept(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** Formats times. */
export const timeFormat = kept(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

/** Picks plural forms. */
export const pluralRules = kept(
  (locale: string, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
);

/** Joins lists. */
export const listFormat = kept(
  (locale: string, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);

/** Plain spaces for the narrow and unbreakable ones of ICU: one of those doubles the price of a text message. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u2009\u202f]/g, ' ');
}

/** Keeps what `make` made, by locale and options. A locale that is none counts as English. */
function kept<O, F>(make: (locale: string, options: O) => F): (locale: string, options: O) => F {
  const byKey = new Map<string, F>();
  return (locale, options) => {
    const key = `${locale}|${JSON.stringify(options)}`;
    const found = byKey.get(key);
    if (found !== undefined) return found;
    const made = make(canonicalLocale(locale) ?? 'en', options);
    if (byKey.size >= MOST_KEPT) byKey.clear();
    byKey.set(key, made);
    return made;
  };
}
