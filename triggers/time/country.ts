import { countriesWithHolidays, isCountry } from './holidays.ts';

/** The days of the weekend in a country, by ISO number: 6 and 7 nearly everywhere. */
export function weekendIn(country: string | undefined): readonly number[] {
  const code = country?.slice(0, 2) ?? '';
  const cached = weekends.get(code);
  if (cached) return cached;
  const { weekInfo } = new Intl.Locale(isCountry(code) ? `und-${code}` : 'und-001') as LocaleOfCountry;
  const days = weekInfo?.weekend ?? [6, 7];
  weekends.set(code, days);
  return days;
}

/** Reads a country's code, with or without a region, such as `DE` or `de-by`; undefined: it is none with a calendar. */
export function countryCodeIn(said: unknown): string | undefined {
  const code = typeof said === 'string' && said.length <= 6 ? said.toUpperCase() : undefined;
  return code !== undefined && isCountry(code) ? code : undefined;
}

/** Undefined: no zone, or one that no country calls its own. */
export function countryOfZone(zone: unknown): string | undefined {
  if (typeof zone !== 'string') return undefined;
  const cached = countries.get(zone);
  if (cached !== undefined) return cached ?? undefined;
  byZone ??= zonesOfCountries();
  const country = byZone.get(zone) ?? byZone.get(canonicalZone(zone)) ?? null;
  if (countries.size >= MOST_ZONES) countries.clear();
  countries.set(zone, country);
  return country ?? undefined;
}

/** A member of Intl that the types do not have yet. */
type LocaleOfCountry = Intl.Locale & {
  readonly timeZones?: readonly string[];
  readonly weekInfo?: { readonly weekend: readonly number[] };
};

// Zones are spelt by devices: no more are kept than there are, in all their spellings.
const MOST_ZONES = 2_000;
const countries = new Map<string, string | null>();
const weekends = new Map<string, readonly number[]>();
let byZone: ReadonlyMap<string, string> | undefined;

function zonesOfCountries(): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const country of countriesWithHolidays()) {
    for (const zone of (new Intl.Locale(`und-${country}`) as LocaleOfCountry).timeZones ?? []) zones.set(zone, country);
  }
  return zones;
}

/** The name by which Intl lists a zone: `Asia/Kolkata` is `Asia/Calcutta` to it. */
function canonicalZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone; // no zone at all: it is in no list either
  }
}
