import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE, NUMBER } from '../values/arguments.ts';
import { numberOf, textOf } from '../values/reading.ts';

const rulesOf = cacheByLocale((locale) => new Intl.PluralRules(locale));
const formatOf = cacheByLocale((locale) => new Intl.NumberFormat(locale));

/** The form of a word that goes with a number. */
export default {
  name: 'plural',
  title: { en: 'Singular or plural', de: 'Einzahl oder Mehrzahl' },
  summary: {
    en:
      'The right form for a number, # being the number: `{{plural cart.itemCount one="# thing" other="# things"}}`. ' +
      'Also zero=, two=, few=, many=, where the language has them.',
    de: 'Die richtige Form zu einer Zahl, # ist die Zahl: `{{plural cart.itemCount one="# Artikel" other="# Artikel"}}`. Auch zero=, two=, few=, many=, wo die Sprache sie hat.',
  },
  takes: {
    values: [NUMBER],
    options: {
      one: { title: { en: 'For one', de: 'Für eins' }, kind: 'text' },
      other: { title: { en: 'For all others', de: 'Für alle anderen' }, kind: 'text' },
      zero: { title: { en: 'For none', de: 'Für keines' }, kind: 'text' },
      two: { title: { en: 'For two', de: 'Für zwei' }, kind: 'text' },
      few: { title: { en: 'For a few', de: 'Für wenige' }, kind: 'text' },
      many: { title: { en: 'For many', de: 'Für viele' }, kind: 'text' },
      locale: LOCALE,
    },
  },
  examples: [
    { args: [1], hash: { one: '# thing', other: '# things' }, gives: '1 thing' },
    { args: [1200], hash: { one: '# thing', other: '# things' }, gives: '1,200 things' },
    { args: [0], hash: { zero: 'nothing', one: '# thing', other: '# things' }, gives: 'nothing' },
    { args: [3], hash: { locale: 'pl-PL', one: '# rzecz', few: '# rzeczy', other: '# rzeczy' }, gives: '3 rzeczy' },
    { args: [5], hash: { other: 'many' }, gives: 'many' },
  ],
  run([count], { locale, ...forms }, setting) {
    const spoken = locale ?? setting.locale;
    const number = numberOf(count);
    const rule = rulesOf(spoken).select(number);
    const form = (number === 0 ? forms.zero : undefined) ?? forms[rule] ?? forms.other;
    if (form === undefined) throw new Error(`a form for '${rule}': ${rule}="…" or other="…"`);
    return textOf(form).replaceAll('#', () => replaceSpaces(formatOf(spoken).format(number)));
  },
} satisfies Helper;
