import * as z from 'zod';
import type { Language } from '../definitions/contract.ts';
import type { Queries } from '../outcomes/contract.ts';
import type { Catalog, CatalogPart } from './contract.ts';

/** Returns all parts as they describe themselves, for forms and help. Parts do not change while the engine runs. */
export function catalogOf(language: Language, queries: Queries['all']): Catalog {
  const { vocabulary, helpers, channels, providers, gates } = language;
  return {
    operators: list(vocabulary.operators, ({ name, summary, args, examples, reads, about }) => ({
      name,
      summary,
      schema: schemaOf(args),
      examples,
      // What is about a change or the past can be asked only of fields that have one.
      detail: { reads, ...(about !== undefined && { about }) },
    })),
    wakers: list(vocabulary.wakers, ({ name, summary, args, examples }) => ({
      name,
      summary,
      schema: schemaOf(args),
      examples,
    })),
    fields: list(vocabulary.fields, ({ name, summary, type, unit, values, kept }) => ({
      name,
      summary,
      detail: { type, ...(unit !== undefined && { unit }), ...(values && { values }), hasPast: kept !== undefined },
    })),
    signals: list(vocabulary.signals, ({ name, summary, about, value, keeps, examples }) => ({
      name,
      summary,
      schema: schemaOf(value),
      examples,
      detail: { about, keeps: Object.keys(keeps) },
    })),
    helpers: list(helpers, ({ name, summary, examples }) => ({ name, summary, examples })),
    channels: list(channels, ({ name, summary, slots, defaultProvider }) => ({
      name,
      summary,
      detail: { slots, defaultProvider },
    })),
    providers: list(providers, ({ name, summary, channel, settings, idempotent, environment = {} }) => ({
      name,
      summary,
      schema: schemaOf(settings),
      detail: { channel, idempotent, environment: Object.keys(environment) },
    })),
    queries: list(queries, ({ name, summary, params, examples }) => ({
      name,
      summary,
      schema: schemaOf(params),
      examples,
    })),
    gates: gates.map(({ name, summary }) => ({ name, summary })),
  };
}

/** Returns the JSON Schema of an input. A part that JSON Schema cannot express allows everything. */
function schemaOf(schema: z.ZodType): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function list<T>(parts: ReadonlyMap<string, T>, describe: (part: T) => CatalogPart): readonly CatalogPart[] {
  return [...parts.values()].map(describe);
}
