import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../locales/intl.ts';
import { LOCALE, TEXT } from '../values/arguments.ts';
import { textOf } from '../values/reading.ts';

const localeOf = cacheByLocale((locale) => locale);

/** Small letters. */
export default {
  name: 'lower',
  title: { en: 'Small letters', de: 'Kleinbuchstaben' },
  summary: { en: 'In small letters: `{{lower place.name}}`.', de: 'In Kleinbuchstaben: `{{lower place.name}}`.' },
  takes: { values: [TEXT], options: { locale: LOCALE } },
  examples: [
    { args: ['ÉCLAIR'], gives: 'éclair' },
    { args: ['I'], hash: { locale: 'tr-TR' }, gives: 'ı' },
  ],
  run([text], { locale }, setting) {
    return textOf(text).toLocaleLowerCase(localeOf(locale ?? setting.locale));
  },
} satisfies Helper;
