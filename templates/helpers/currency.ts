import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE } from '../values/arguments.ts';
import { describeValue, numberOf } from '../values/reading.ts';

const formatOf = cacheByLocale(
  (locale, currency: string, whole: boolean) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, ...(whole && { maximumFractionDigits: 0 }) }),
);

/** An amount of money. */
export default {
  name: 'currency',
  title: { en: 'Amount of money', de: 'Geldbetrag' },
  summary: {
    en: 'An amount of money in the reader’s style: `{{currency cart.value}}`. It is in the currency that stands beside it (`cart.currency`), else in the workspace’s; `code=` another currency; `whole=true` no cents.',
    de: 'Ein Geldbetrag, wie ihn der Leser schreibt: `{{currency cart.value}}`. In der Währung, die daneben steht (`cart.currency`), sonst in der des Arbeitsbereichs; `code=` eine andere Währung; `whole=true` ohne Cent.',
  },
  takes: {
    values: [{ title: { en: 'Amount', de: 'Betrag' }, kind: 'number' }],
    options: {
      code: { title: { en: 'Other currency', de: 'Andere Währung' }, kind: 'currency', examples: ['USD'] },
      whole: { title: { en: 'Without cents', de: 'Ohne Cent' }, titles: { true: { en: 'Yes', de: 'Ja' } } },
      locale: LOCALE,
    },
  },
  examples: [
    { args: [1234.5], gives: '€1,234.50' },
    { args: [1234.5], hash: { locale: 'de-AT' }, gives: '€ 1.234,50' },
    { args: ['20'], hash: { code: 'USD', whole: true }, gives: 'US$20' },
    { args: [-3.999], gives: '-€4.00' },
    { args: [20], hash: { code: 'usd' }, gives: 'US$20.00' },
    { args: [20], hash: { code: 'ZZZ' }, gives: 'ZZZ 20.00' },
  ],
  beside: { option: 'code', name: 'currency' },
  run([amount], { code, locale, whole }, setting) {
    const currency = code ?? setting.currency;
    if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) {
      throw new Error(`a currency of three letters, such as EUR, got ${describeValue(currency)}`);
    }
    const format = formatOf(locale ?? setting.locale, currency.toUpperCase(), whole === true);
    return replaceSpaces(format.format(numberOf(amount, 'an amount')));
  },
} satisfies Helper;
