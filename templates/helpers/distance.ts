import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE } from '../values/arguments.ts';
import { numberOf } from '../values/reading.ts';

const METRES_PER_MILE = 1_609.344;
const METRES_PER_FOOT = 0.3048;
/** Regions whose road signs are in miles. */
const MILES = new Set(['US', 'GB', 'LR', 'MM']);

const formatOf = cacheByLocale(
  (locale, unit: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }),
);
const saysMiles = cacheByLocale((locale) => MILES.has(new Intl.Locale(locale).region ?? ''));

/** A distance, rounded as people say it. */
export default {
  name: 'distance',
  title: { en: 'Distance', de: 'Entfernung' },
  summary: {
    en: 'A distance in metres as people say it: `{{distance place.metres}}` is 350 m or 1.2 km; miles where signs have them.',
    de: 'Eine Entfernung in Metern, wie man sie sagt: `{{distance place.metres}}` ist 350 m oder 1,2 km; Meilen, wo die Schilder sie haben.',
  },
  takes: {
    values: [{ title: { en: 'Distance', de: 'Entfernung' }, kind: 'metres', unit: 'm' }],
    options: { locale: LOCALE },
  },
  examples: [
    { args: [347], hash: { locale: 'de-DE' }, gives: '350 m' },
    { args: [1234], hash: { locale: 'de-DE' }, gives: '1,2 km' },
    { args: [42195], hash: { locale: 'fr-FR' }, gives: '42 km' },
    { args: [1609.344], hash: { locale: 'en-US' }, gives: '1 mi' },
    { args: [100], hash: { locale: 'en-US' }, gives: '330 ft' },
    { args: [3], hash: { locale: 'de-DE' }, gives: '3 m' },
  ],
  run([metres], { locale }, setting) {
    const spoken = locale ?? setting.locale;
    const far = numberOf(metres, 'metres');
    if (far < 0) throw new Error(`metres from 0 on, got ${far}`);
    return replaceSpaces(saysMiles(spoken) ? inMiles(far, spoken) : inMetres(far, spoken));
  },
} satisfies Helper;

function inMetres(metres: number, locale: unknown): string {
  return metres < 995 ? say(roundReadably(metres), 'meter', locale) : say(metres / 1_000, 'kilometer', locale);
}

function inMiles(metres: number, locale: unknown): string {
  const feet = metres / METRES_PER_FOOT;
  return feet < 995 ? say(roundReadably(feet), 'foot', locale) : say(metres / METRES_PER_MILE, 'mile', locale);
}

/** Rounds to fives below a hundred and to tens above: no position is known better. */
function roundReadably(value: number): number {
  if (value < 10) return Math.round(value);
  return value < 100 ? Math.round(value / 5) * 5 : Math.round(value / 10) * 10;
}

function say(value: number, unit: string, locale: unknown): string {
  return formatOf(locale, unit, value < 10 ? 1 : 0).format(value);
}
