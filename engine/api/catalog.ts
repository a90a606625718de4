import type { HelperArgument } from '../../templates/contract.ts';
import type { Field } from '../../triggers/contract.ts';
import { FIELD_SUBJECTS, type LanguageCode, type Words } from '../../triggers/words/contract.ts';
import { speakSchema, speakTitles } from '../../triggers/words/speak-schema.ts';
import type { Language } from '../definitions/contract.ts';
import type { Queries } from '../outcomes/contract.ts';
import type { Catalog, CatalogPart } from './contract.ts';

/**
 * Returns all parts as they describe themselves, in one language, for forms and help. Parts do not change while the
 * engine runs.
 */
export function catalogOf(parts: Language, queries: Queries['all'], language: LanguageCode): Catalog {
  const { vocabulary, helpers, channels, providers, gates } = parts;
  const schemaOf = (schema: Parameters<typeof speakSchema>[0]) => speakSchema(schema, language);
  const say = ({ name, title, summary }: Titled) => ({ name, title: title[language], summary: summary[language] });
  return {
    operators: list(vocabulary.operators, ({ args, argsFor, examples, reads, about, ...part }) => ({
      ...say(part),
      schema: schemaOf(args),
      examples,
      // What is about a change or the past can be asked only of fields that have one.
      detail: {
        reads,
        ...(about !== undefined && { about }),
        ...(argsFor && { schemas: Object.fromEntries(reads.map((type) => [type, schemaOf(argsFor(type))])) }),
      },
    })),
    wakers: list(vocabulary.wakers, ({ args, examples, ...part }) => ({
      ...say(part),
      schema: schemaOf(args),
      examples,
    })),
    fields: list(vocabulary.fields, (field) => ({ ...say(field), detail: detailOf(field, language) })),
    signals: list(vocabulary.signals, ({ about, value, keeps, examples, ...part }) => ({
      ...say(part),
      schema: schemaOf(value),
      examples,
      detail: { about, keeps: Object.keys(keeps) },
    })),
    helpers: list(helpers, ({ takes, examples, ...part }) => ({
      ...say(part),
      examples,
      detail: {
        values: takes.values.map((argument) => speakArgument(argument, language)),
        ...(takes.others && { others: speakArgument(takes.others, language) }),
        options: mapValues(takes.options ?? {}, (argument) => speakArgument(argument, language)),
      },
    })),
    channels: list(channels, ({ slots, defaultProvider, ...part }) => ({
      ...say(part),
      detail: {
        slots: mapValues(slots, (slot) => ({ ...slot, title: slot.title[language], summary: slot.summary[language] })),
        defaultProvider,
      },
    })),
    providers: list(providers, ({ channel, settings, idempotent, environment = {}, ...part }) => ({
      ...say(part),
      schema: schemaOf(settings),
      detail: { channel, idempotent, environment: Object.keys(environment) },
    })),
    queries: list(queries, ({ params, examples, ...part }) => ({
      ...say(part),
      schema: schemaOf(params),
      examples,
    })),
    gates: gates.map(say),
  };
}

/** The words of every part. */
interface Titled {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
}

function list<T>(parts: ReadonlyMap<string, T>, describe: (part: T) => CatalogPart): readonly CatalogPart[] {
  return [...parts.values()].map(describe);
}

function detailOf(
  { type, unit, values, titles, group, kept }: Field,
  language: LanguageCode,
): NonNullable<CatalogPart['detail']> {
  return {
    type,
    ...(unit !== undefined && { unit }),
    ...(values && { values }),
    ...(titles && { titles: speakTitles(titles, language) }),
    ...(group && { group, groupTitle: FIELD_SUBJECTS[group][language] }),
    hasPast: kept !== undefined,
  };
}

function speakArgument({ title, description, titles, ...rest }: HelperArgument, language: LanguageCode) {
  return {
    title: title[language],
    ...(description && { description: description[language] }),
    ...(titles && { titles: speakTitles(titles, language) }),
    ...rest,
  };
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
