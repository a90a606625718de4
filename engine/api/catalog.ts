import type { LanguageCode, Words } from '../../triggers/words/contract.ts';
import { speakSchema } from '../../triggers/words/speak-schema.ts';
import type { Language } from '../definitions/contract.ts';
import type { Queries } from '../outcomes/contract.ts';
import type { Catalog, CatalogPart } from './contract.ts';

/** Returns all parts as they describe themselves, in one language, for forms and help. Parts do not change while the engine runs. */
export function catalogOf(parts: Language, queries: Queries['all'], language: LanguageCode): Catalog {
  const { vocabulary, helpers, channels, providers, gates } = parts;
  const schemaOf = (schema: Parameters<typeof speakSchema>[0]) => speakSchema(schema, language);
  const titled = ({ name, title, summary }: Titled) => ({ name, title: title?.[language] ?? name, summary });
  return {
    operators: list(vocabulary.operators, ({ args, argsFor, examples, reads, about, ...part }) => ({
      ...titled(part),
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
      ...titled(part),
      schema: schemaOf(args),
      examples,
    })),
    fields: list(vocabulary.fields, ({ type, unit, values, kept, ...part }) => ({
      ...titled(part),
      detail: { type, ...(unit !== undefined && { unit }), ...(values && { values }), hasPast: kept !== undefined },
    })),
    signals: list(vocabulary.signals, ({ about, value, keeps, examples, ...part }) => ({
      ...titled(part),
      schema: schemaOf(value),
      examples,
      detail: { about, keeps: Object.keys(keeps) },
    })),
    helpers: list(helpers, ({ examples, ...part }) => ({ ...titled(part), examples })),
    channels: list(channels, ({ slots, defaultProvider, ...part }) => ({
      ...titled(part),
      detail: { slots, defaultProvider },
    })),
    providers: list(providers, ({ channel, settings, idempotent, environment = {}, ...part }) => ({
      ...titled(part),
      schema: schemaOf(settings),
      detail: { channel, idempotent, environment: Object.keys(environment) },
    })),
    queries: list(queries, ({ params, examples, ...part }) => ({
      ...titled(part),
      schema: schemaOf(params),
      examples,
    })),
    gates: gates.map(titled),
  };
}

/** What every part says of itself. */
interface Titled {
  readonly name: string;
  readonly title?: Words;
  readonly summary: string;
}

function list<T>(parts: ReadonlyMap<string, T>, describe: (part: T) => CatalogPart): readonly CatalogPart[] {
  return [...parts.values()].map(describe);
}
