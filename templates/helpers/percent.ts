import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../intl.ts';
import { numberOf, wholeOf } from '../reading.ts';

const formatOf = cacheByLocale(
  (locale, digits: number) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }),
);

/** A share as percent. */
export default {
  name: 'percent',
  summary:
    'A share as percent: `{{percent 0.15}}` is 15%. `of=100` when the value is percent already; `digits=` decimals.',
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
