import type { Helper } from '../contract.ts';
import { numberFormat, plainSpaces } from '../intl.ts';
import { numberOf } from '../reading.ts';

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
    const options = { style: 'currency', currency, ...(whole === true && { maximumFractionDigits: 0 }) } as const;
    return plainSpaces(numberFormat(String(locale ?? setting.locale), options).format(numberOf(amount, 'an amount')));
  },
} satisfies Helper;
