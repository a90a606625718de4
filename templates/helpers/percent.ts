import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { DIGITS, LOCALE } from '../values/arguments.ts';
import { numberOf, wholeOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, digits: number) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }),
);

/** A share as percent. */
export default {
  name: 'percent',
  title: { en: 'Percent', de: 'Prozent' },
  summary: {
    en: 'A share as percent: `{{percent 0.15}}` is 15%. `of=100` when the value is percent already; `digits=` decimals.',
    de: 'Ein Anteil in Prozent: `{{percent 0.15}}` ist 15 %. `of=100`, wenn der Wert schon Prozent ist; `digits=` Nachkommastellen.',
  },
  takes: {
    values: [{ title: { en: 'Share', de: 'Anteil' }, kind: 'number', examples: [0.15] }],
    options: {
      of: { title: { en: 'Share of', de: 'Anteil an' }, kind: 'number', examples: [100] },
      digits: DIGITS,
      locale: LOCALE,
    },
  },
  examples: [
    { args: [0.15], gives: '15%' },
    { args: [15], hash: { of: 100, locale: 'de-DE' }, gives: '15 %' },
    { args: [0.1234], hash: { digits: 1 }, gives: '12.3%' },
  ],
  run([share], { of = 1, digits = 0, locale }, setting) {
    const whole = numberOf(of, 'a number as of=');
    if (whole === 0) throw new Error('a number other than 0 as of=');
    return replaceSpaces(formatOf(locale ?? setting.locale, wholeOf(digits, 0, 10)).format(numberOf(share) / whole));
  },
} satisfies Helper;
