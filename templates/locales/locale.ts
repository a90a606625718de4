/**
 * Picks what was written for a locale, the nearest first: the very locale; the same one in other words (`zh-TW` for
 * `zh-Hant-TW`); its language in its script (`zh-Hant` for `zh-HK`, `de` for `de-AT`); that of the region where most
 * write so (`zh-TW` for `zh-HK`); its language as it is written alone. Undefined: nothing of that language.
 */
export function pickLocale<T>(byLocale: ReadonlyMap<string, T>, locale: string): T | undefined {
  const exact = byLocale.get(locale);
  if (exact !== undefined || byLocale.size === 0) return exact;
  const wanted = partsOf(locale);
  let best: T | undefined;
  let bestRank = 0;
  for (const [written, value] of byLocale) {
    const rank = rankOf(written, wanted);
    if (rank <= bestRank) continue;
    best = value;
    bestRank = rank;
  }
  return best;
}

/**
 * What a locale's text may be taken from where it says nothing itself: its language in its script, the more general
 * first.
 */
export function parentLocales(locale: string, written: Iterable<string>): readonly string[] {
  const mine = partsOf(locale);
  const isAbove = (other: string): boolean => {
    const { language, script, hasRegion, names } = partsOf(other);
    if (hasRegion || language !== mine.language || script !== mine.script) return false;
    return mine.hasRegion || names < mine.names;
  };
  return [...written].filter(isAbove).sort((a, b) => partsOf(a).names - partsOf(b).names);
}

/** A locale as BCP 47 spells it (`de-AT` for `de_at`); undefined when it is none. */
export function canonicalLocale(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(spellLocale(text))[0];
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

interface Parts {
  readonly language: string;
  /** The script and the region that most likely are meant where they are not said. */
  readonly script: string | undefined;
  readonly maximal: string;
  /** Whether a region, and how many parts at all, are said. */
  readonly hasRegion: boolean;
  readonly names: number;
}

// Locales come from devices, so the number kept is bounded.
const MOST_KEPT = 1_000;
const kept = new Map<string, Parts>();

function partsOf(locale: string): Parts {
  const known = kept.get(locale);
  if (known) return known;
  // What is no locale has a language that nothing is written in.
  const said = new Intl.Locale(canonicalLocale(locale) ?? 'zxx');
  const { language, script, region } = said.maximize();
  const maximal = [language, script, region].join('-');
  const hasRegion = said.region !== undefined;
  const names = 1 + Number(said.script !== undefined) + Number(hasRegion);
  const parts = { language, script, maximal, hasRegion, names };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(locale, parts);
  return parts;
}

/** How near a text in one locale is to a reader of another; 0: another language, or nothing that is surely readable. */
function rankOf(written: string, wanted: Parts): number {
  const { language, script, maximal, hasRegion, names } = partsOf(written);
  if (language !== wanted.language) return 0;
  if (maximal === wanted.maximal) return 40 + names;
  if (script !== wanted.script) return names === 1 ? 10 : 0;
  if (!hasRegion) return 30 + names;
  return isLikely(written) ? 20 : 0;
}

/** Whether the region is the one that is meant where only language and script are said. */
function isLikely(locale: string): boolean {
  const { language, script, maximal } = partsOf(locale);
  return partsOf(`${language}-${script}`).maximal === maximal;
}

const JAVA = /^([a-z]{2,3})_([A-Z]{2}|\d{3})?_#([A-Z][a-z]{3})$/;

/** Java writes `zh_TW_#Hant`, POSIX `de_AT.UTF-8`. */
function spellLocale(text: string): string {
  const java = JAVA.exec(text);
  if (java) return [java[1], java[3], java[2]].filter((part) => part !== undefined).join('-');
  return text.replace(/[.@].*$/, '').replaceAll('_', '-');
}
