import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LENGTH, LOCALE } from '../values/arguments.ts';
import { numberOf, wordOf } from '../values/reading.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const formatOf = cacheByLocale(
  (locale, unit: string, unitDisplay: 'long' | 'short' | 'narrow') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }),
);
const joinOf = cacheByLocale((locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }));

/** A length of time in words. */
export default {
  name: 'duration',
  title: { en: 'Length of time', de: 'Zeitspanne' },
  summary: {
    en: 'Seconds in words, the two largest units: `{{duration 5400}}` is 1 hour, 30 minutes. `style="short"` for 1 hr, 30 min.',
    de: 'Sekunden in Worten, die zwei größten Einheiten: `{{duration 5400}}` ist 1 Stunde, 30 Minuten. `style="short"` für 1 Std., 30 Min.',
  },
  takes: {
    values: [{ title: { en: 'Length of time', de: 'Zeitspanne' }, kind: 'number', unit: 's', examples: [5400] }],
    options: { style: LENGTH, locale: LOCALE },
  },
  examples: [
    { args: [5400], gives: '1 hour, 30 minutes' },
    { args: [5400], hash: { style: 'short', locale: 'de-DE' }, gives: '1 Std., 30 Min.' },
    { args: [90061], gives: '1 day, 1 hour' },
    { args: [0], gives: '0 seconds' },
  ],
  run([seconds], { style = 'long', locale }, setting) {
    const spoken = locale ?? setting.locale;
    const unitDisplay = wordOf(style, ['long', 'short', 'narrow']);
    let left = Math.round(Math.abs(numberOf(seconds, 'seconds')));
    const parts: string[] = [];
    for (const [unit, length] of UNITS) {
      const count = Math.floor(left / length);
      left -= count * length;
      const isLast = unit === 'second' && parts.length === 0;
      if (count > 0 || isLast) parts.push(formatOf(spoken, unit, unitDisplay).format(count));
    }
    return replaceSpaces(joinOf(spoken).format(parts.slice(0, 2)));
  },
} satisfies Helper;
