import type { CatalogIndex } from '../conditions/catalog-index.ts';
import type { Choices, Schema } from '../schema-form/contract.ts';
import { durationParts } from '../schema-form/duration-parts.ts';
import { alternativeOf, isMapping } from '../schema-form/fits.ts';
import type { SentenceWords } from './contract.ts';

/** What a sentence is made with: words of the console, of the catalog, and of the workspace. */
export interface Speaker {
  readonly words: SentenceWords;
  readonly index: CatalogIndex;
  readonly choices: Choices;
  readonly locale: string;
  /** What was said of conditions by the same words before, by the objects that they are; absent: nothing is kept. */
  readonly said?: WeakMap<object, string>;
  /** How the kinds of argument are said that are clauses: conditions, tests. */
  readonly clauses?: Readonly<Record<string, (value: unknown, speaker: Speaker) => string>>;
}

/** Says a value as its schema means it: with its unit, its title, or as a list. */
export function sayValue(schema: Schema, value: unknown, speaker: Speaker): string {
  const { words, locale } = speaker;
  if (schema.kind === 'duration') return sayDuration(value, speaker);
  if (schema.kind === 'places') return sayPlaces(value, speaker);
  const sayClause = speaker.clauses?.[schema.kind ?? ''];
  if (sayClause) return sayClause(value, speaker);
  const title = schema.titles?.[String(value)];
  if (title !== undefined) return soften(title, locale);
  if (schema.anyOf && schema.kind !== 'value') {
    const found = schema.anyOf[alternativeOf(schema.anyOf, value)];
    return found ? sayValue(found, value, speaker) : sayPlain(value, speaker);
  }
  if (Array.isArray(value)) {
    const parts = value.map((one, i) => sayValue(schema.prefixItems?.[i] ?? (schema.items || {}), one, speaker));
    return joinWords(parts, schema.prefixItems ? 'and' : 'or', locale);
  }
  if (isMapping(value)) return sayMembers(schema, value, speaker);
  const thing = speaker.choices[schema.kind ?? '']?.find((one) => one.value === value)?.label;
  if (typeof value === 'number') return sayNumber(value, schema.unit, speaker);
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  return thing === undefined ? sayPlain(value, speaker) : words('named', { name: thing });
}

/** The members of a mapping, each with its title. */
export function sayMembers(schema: Schema, value: Readonly<Record<string, unknown>>, speaker: Speaker): string {
  const { properties = {} } = schema;
  const said = Object.entries(value).flatMap(([key, one]) => {
    const member = properties[key] ?? {};
    // What can be nothing else need not be said.
    if (member.const !== undefined) return [];
    const text = sayValue(member, one, speaker);
    // Conditions are a clause, and places say themselves what they are.
    if (member.kind === 'condition' || member.kind === 'places' || member.kind === 'test') return text;
    return speaker.words('member', { title: soften(member.title ?? key, speaker.locale), value: text });
  });
  return said.join(', ');
}

function sayPlaces(value: unknown, { words, choices, locale }: Speaker): string {
  const labelOf = (id: unknown) => choices.place?.find((one) => one.value === id)?.label ?? String(id);
  if (!isMapping(value)) return words('anyPlace');
  if (typeof value.tag === 'string') return words('placesTagged', { tag: value.tag });
  const ids = Array.isArray(value.ids) ? value.ids : [value.id];
  return words('placesNamed', {
    names: joinWords(
      ids.map((id) => words('named', { name: labelOf(id) })),
      'or',
      locale,
    ),
  });
}

/** A duration in words: 24 hours. */
export function sayDuration(value: unknown, { words }: Speaker): string {
  const parts = durationParts(value);
  if (!parts) return String(value);
  return words(`durations.${parts.unit}`, { count: parts.count });
}

function sayNumber(value: number, unit: string | undefined, { words, locale }: Speaker): string {
  if (unit === 's' && Number.isInteger(value) && value > 0) {
    const [name, seconds] = SPANS.find(([, one]) => value % one === 0)!;
    return words(`durations.${name}`, { count: value / seconds });
  }
  const text = numberFormat(locale).format(value);
  if (unit === undefined) return text;
  return unit === '%' && locale === 'en' ? `${text}%` : `${text} ${unit}`;
}

/** Units in which seconds are said, the longest first. */
const SPANS = [
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

function sayPlain(value: unknown, { words }: Speaker): string {
  if (typeof value === 'string') return /^\d\d:\d\d$|^\d{4}-/.test(value) ? value : words('named', { name: value });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A title inside a sentence: English ones begin small there, unless they are names; German ones that are no noun. */
export function soften(title: string, locale: string): string {
  if (locale === 'de' && NO_NOUN.test(title)) return title[0]!.toLowerCase() + title.slice(1);
  if (locale !== 'en' || !/^[A-Z][a-z ]/.test(title) || PROPER.has(title)) return title;
  return title[0]!.toLowerCase() + title.slice(1);
}

/** Words that German writes small where no sentence begins. */
const NO_NOUN =
  /^(?:So|Nur|Höchstens|Mindestens|Beginnt|Endet|Innerhalb|Ohne|Wird|In|Mit|Danach|Zuerst|Dann|Bis|Binnen)\b/;

/** The weekdays and months, which English writes with a capital. */
const PROPER = new Set(
  Array.from({ length: 12 }, (_, i) => [
    new Date(Date.UTC(2026, 0, i + 1)).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }),
    new Date(Date.UTC(2026, i, 1)).toLocaleDateString('en', { month: 'long', timeZone: 'UTC' }),
  ]).flat(),
);

export function joinWords(parts: readonly string[], by: 'and' | 'or', locale: string): string {
  return listFormats[by](locale).format(parts);
}

// Making one takes longer than all that it is used for in a sentence.
const numberFormat = madeOnce((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));
const listFormats = {
  and: madeOnce((locale) => new Intl.ListFormat(locale, { type: 'conjunction' })),
  or: madeOnce((locale) => new Intl.ListFormat(locale, { type: 'disjunction' })),
};

function madeOnce<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const one = made.get(locale) ?? make(locale);
    made.set(locale, one);
    return one;
  };
}
