import type { Helper } from '../contract.ts';
import { cacheByLocale } from '../intl.ts';
import { textOf } from '../reading.ts';

const localeOf = cacheByLocale((locale) => locale);

/** Small letters. */
export default {
  name: 'lower',
  summary: 'In small letters: `{{lower place.name}}`.',
  examples: [
    { args: ['ÉCLAIR'], gives: 'éclair' },
    { args: ['I'], hash: { locale: 'tr-TR' }, gives: 'ı' },
  ],
  run([text], { locale }, setting) {
    return textOf(text).toLocaleLowerCase(localeOf(locale ?? setting.locale));
  },
} satisfies Helper;
