import type { Helper } from '../contract.ts';
import { cacheByLocale, replaceSpaces } from '../locales/intl.ts';
import { LOCALE } from '../values/arguments.ts';
import { readList, textOf, wholeOf, wordOf } from '../values/reading.ts';

const joinOf = cacheByLocale(
  (locale, type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type, style: 'long' }),
);

/** A list as a sentence says it. */
export default {
  name: 'list-join',
  title: { en: 'List as a sentence', de: 'Liste als Satz' },
  summary: {
    en:
      'A list as a sentence says it: `{{list-join cart.items property="name"}}` is boots, socks and wax. ' +
      '`most=2` the first ones only; `type="or"`.',
    de: 'Eine Liste, wie ein Satz sie sagt: `{{list-join cart.items property="name"}}` ist Stiefel, Socken und Wachs. `most=2` nur die ersten; `type="or"` mit oder.',
  },
  takes: {
    values: [{ title: { en: 'List', de: 'Liste' }, kind: 'value' }],
    options: {
      property: {
        title: { en: 'Property of each item', de: 'Eigenschaft jedes Eintrags' },
        kind: 'event-property',
        examples: ['name'],
      },
      most: { title: { en: 'At most', de: 'Höchstens' }, kind: 'count' },
      type: {
        title: { en: 'Joined by', de: 'Verbunden mit' },
        titles: { and: { en: 'and', de: 'und' }, or: { en: 'or', de: 'oder' } },
      },
      locale: LOCALE,
    },
  },
  examples: [
    { args: [['boots', 'socks', 'wax']], gives: 'boots, socks and wax' },
    { args: [[{ name: 'boots' }, { name: 'wax' }]], hash: { property: 'name', locale: 'de' }, gives: 'boots und wax' },
    { args: [['boots', 'socks', 'wax']], hash: { most: 2, type: 'or' }, gives: 'boots or socks' },
  ],
  run([list], { property, most = 100, type = 'and', locale }, setting) {
    const items = readList(list).slice(0, wholeOf(most, 1, 1_000));
    if (items.length === 0) throw new Error('a list with something in it');
    const texts = items.map((item) => textOf(property === undefined ? item : propertyOf(item, String(property))));
    const kind = wordOf(type, ['and', 'or']) === 'and' ? 'conjunction' : 'disjunction';
    return replaceSpaces(joinOf(locale ?? setting.locale, kind).format(texts));
  },
} satisfies Helper;

function propertyOf(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, name)
    ? (item as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
