import { addDecimals, multiplyDecimals, roundDecimal } from '../../triggers/arguments/decimals.ts';
import type { Helper } from '../contract.ts';
import { numberOf } from '../values/reading.ts';

/** An amount less a share. */
export default {
  name: 'discount',
  title: { en: 'Less a discount', de: 'Abzüglich Rabatt' },
  summary: {
    en: 'An amount less so many percent, for currency to write: `{{currency (discount cart.value 15)}}`.',
    de: 'Ein Betrag abzüglich so vieler Prozent, zum Schreiben mit currency: `{{currency (discount cart.value 15)}}`.',
  },
  takes: {
    values: [
      { title: { en: 'Amount', de: 'Betrag' }, kind: 'number' },
      { title: { en: 'Discount', de: 'Rabatt' }, kind: 'percent', unit: '%', examples: [15] },
    ],
  },
  examples: [
    { args: [80, 15], gives: '68' },
    { args: ['19.99', 10], gives: '17.99' },
    { args: ['1.15', 10], gives: '1.04' },
    { args: [80, 100], gives: '0' },
  ],
  run([amount, percent]) {
    const share = numberOf(percent, 'percent');
    if (share < 0 || share > 100) throw new Error(`percent from 0 to 100, got ${share}`);
    const left = multiplyDecimals(addDecimals([100, -share]), 0.01);
    return String(roundDecimal(multiplyDecimals(numberOf(amount, 'an amount'), left), 2));
  },
} satisfies Helper;
