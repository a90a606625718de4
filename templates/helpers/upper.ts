import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../locales/intl.ts';
import { LOCALE, TEXT } from '../values/arguments.ts';
import { textOf } from '../values/reading.ts';

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
