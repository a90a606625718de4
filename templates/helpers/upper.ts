import type { Helper } from '../contract.ts';
import { canonicalLocale } from '../locale.ts';
import { textOf } from '../reading.ts';

/** Capital letters. */
export default {
  name: 'upper',
  summary: 'In capital letters: `{{upper customer.firstName}}`.',
  examples: [
    { args: ['straße'], gives: 'STRASSE' },
    { args: ['istanbul'], hash: { locale: 'tr-TR' }, gives: 'İSTANBUL' },
  ],
  run([text], { locale }, setting) {
    return textOf(text).toLocaleUpperCase(canonicalLocale(locale ?? setting.locale));
  },
} satisfies Helper;
