/** Picks what was written for a locale: the very locale, else its language; undefined when there is neither. */
export function pickLocale<T>(byLocale: ReadonlyMap<string, T>, locale: string): T | undefined {
  return byLocale.get(locale) ?? byLocale.get(languageOf(locale));
}

/** The language of a BCP 47 locale: `de` of `de-AT`. */
export function languageOf(locale: string): string {
  const dash = locale.indexOf('-');
  return dash < 0 ? locale : locale.slice(0, dash);
}

/** A locale as BCP 47 spells it (`de-AT` for `de_at`); undefined when it is none. */
export function canonicalLocale(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined; // a device may report anything; a wrong locale is no locale
  }
}

/** The first of the candidates that is a locale, else the fallback: what a device says, a profile, the workspace. */
export function firstLocale(candidates: readonly unknown[], fallback: string): string {
  for (const candidate of candidates) {
    const locale = canonicalLocale(candidate);
    if (locale !== undefined) return locale;
  }
  return fallback;
}
