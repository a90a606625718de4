import { LOCALE, TEXT } from '../arguments.ts';
import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../intl.ts';
import { textOf } from '../reading.ts';

const localeOf = cacheByLocale((locale) => locale);

/** Capital letters. */
export default {
  name: 'upper',
  title: { en: 'Capital letters', de: 'Großbuchstaben' },
  summary: {
    en: 'In capital letters: `{{upper customer.firstName}}`.',
    de: 'In Großbuchstaben: `{{upper customer.firstName}}`.',
  },
  takes: { values: [TEXT], options: { locale: LOCALE } },
  examples: [
    { args: ['straße'], gives: 'STRASSE' },
    { args: ['istanbul'], hash: { locale: 'tr-TR' }, gives: 'İSTANBUL' },
  ],
  run([text], { locale }, setting) {
    return textOf(text).toLocaleUpperCase(localeOf(locale ?? setting.locale));
  },
} satisfies Helper;
