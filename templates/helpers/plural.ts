import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../intl.ts';
import { numberOf, textOf } from '../reading.ts';

const rulesOf = cacheByLocale((locale) => new Intl.PluralRules(locale));
const formatOf = cacheByLocale((locale) => new Intl.NumberFormat(locale));

/** The form of a word that goes with a number. */
export default {
  name: 'plural',
  summary:
    'The right form for a number, # being the number: `{{plural cart.itemCount one="# thing" other="# things"}}`. ' +
    'Also zero=, two=, few=, many=, where the language has them.',
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
