import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { DIGITS, LOCALE, NUMBER } from '../values/arguments.ts';
import { numberOf, wholeOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, digits: number | undefined) =>
    new Intl.NumberFormat(
      locale,
      digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    ),
);

/** A number. */
export default {
  name: 'number',
  title: { en: 'Number', de: 'Zahl' },
  summary: {
    en: 'A number in the reader’s style: `{{number cart.itemCount}}`. `digits=` exactly so many decimals.',
    de: 'Eine Zahl, wie sie der Leser schreibt: `{{number cart.itemCount}}`. `digits=` genau so viele Nachkommastellen.',
  },
  takes: { values: [NUMBER], options: { digits: DIGITS, locale: LOCALE } },
  examples: [
    { args: [1234567.891], gives: '1,234,567.891' },
    { args: [1234567.891], hash: { locale: 'de-DE', digits: 1 }, gives: '1.234.567,9' },
    { args: ['7'], gives: '7' },
  ],
  run([value], { digits, locale }, setting) {
    const places = digits === undefined ? undefined : wholeOf(digits, 0, 10);
    return replaceSpaces(formatOf(locale ?? setting.locale, places).format(numberOf(value)));
  },
} satisfies Helper;
