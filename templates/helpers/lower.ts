import type { Helper } from '../contract.ts';
import { canonicalLocale } from '../locale.ts';
import { textOf } from '../reading.ts';

/** Small letters. */
export default {
  name: 'lower',
  summary: 'In small letters: `{{lower place.name}}`.',
  examples: [
    { args: ['ÉCLAIR'], gives: 'éclair' },
    { args: ['I'], hash: { locale: 'tr-TR' }, gives: 'ı' },
  ],
  run([text], { locale }, setting) {
    return textOf(text).toLocaleLowerCase(canonicalLocale(locale ?? setting.locale));
  },
} satisfies Helper;
