import type { Helper } from '../contract.ts';
import { keptByLocale, plainSpaces } from '../intl.ts';
import { numberOf } from '../reading.ts';

const formatOf = keptByLocale(
  (locale, currency: string, whole: boolean) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, ...(whole && { maximumFractionDigits: 0 }) }),
);

/** An amount of money. */
export default {
  name: 'currency',
  summary:
    'An amount of money in the reader’s style: `{{currency cart.value}}`. `code=` another currency; `whole=true` no cents.',
  examples: [
    { args: [1234.5], gives: '€1,234.50' },
    { args: [1234.5], hash: { locale: 'de-AT' }, gives: '€ 1.234,50' },
    { args: ['20'], hash: { code: 'USD', whole: true }, gives: 'US$20' },
    { args: [-3.999], gives: '-€4.00' },
  ],
  run([amount], { code, locale, whole }, setting) {
    const currency = code ?? setting.currency;
    if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) throw new Error('a currency such as code="EUR"');
    return plainSpaces(
      formatOf(locale ?? setting.locale, currency, whole === true).format(numberOf(amount, 'an amount')),
    );
  },
} satisfies Helper;
