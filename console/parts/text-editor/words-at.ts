import type { CatalogIndex, FieldFacts } from '../conditions/catalog-index.ts';
import { openField } from '../conditions/catalog-index.ts';
import { GROUPS, isGroup } from '../conditions/tree.ts';
import type { DocumentPath } from '../document/contract.ts';
import type { Choices, Schema } from '../schema-form/contract.ts';

/** A word that can stand somewhere in a document. */
export interface Word {
  readonly text: string;
  /** What it is called for people. */
  readonly title: string;
  readonly about?: string;
}

/** What can stand at a place: keys of a mapping, and values. */
export interface WordsThere {
  readonly keys: readonly Word[];
  readonly values: readonly Word[];
}

/** What a language of definitions consists of. */
export interface TextLanguage {
  readonly schema: Schema;
  readonly index: CatalogIndex;
  readonly choices: Choices;
}

/** The kind of place that a path leads to. */
type Place =
  | { readonly is: 'schema'; readonly schema: Schema }
  | { readonly is: 'conditions'; readonly inItem: boolean }
  | { readonly is: 'list of conditions'; readonly inItem: boolean }
  | { readonly is: 'tests'; readonly field: FieldFacts };

/** The words that can stand at a path of a document, by the schemas of its parts. */
export function wordsAt(path: DocumentPath, language: TextLanguage): WordsThere {
  const places = path.reduce<readonly Place[]>(
    (before, step) => before.flatMap((place) => stepInto(place, step, language)),
    placesOf(language.schema, false),
  );
  const found = places.map((place) => wordsIn(place, language));
  return { keys: unique(found.flatMap(({ keys }) => keys)), values: unique(found.flatMap(({ values }) => values)) };
}

function placesOf(schema: Schema, inItem: boolean): readonly Place[] {
  if (schema.kind === 'condition') return [{ is: 'conditions', inItem }];
  if (schema.kind === 'test') return [{ is: 'tests', field: openField('', 'number') }];
  if (schema.anyOf) return schema.anyOf.flatMap((one) => placesOf({ kind: schema.kind ?? '', ...one }, inItem));
  return [{ is: 'schema', schema }];
}

function stepInto(place: Place, step: string | number, { index }: TextLanguage): readonly Place[] {
  if (place.is === 'list of conditions') return [{ is: 'conditions', inItem: place.inItem }];
  if (place.is === 'conditions') {
    const key = String(step);
    if (isGroup(key)) return [{ is: 'list of conditions', inItem: place.inItem }];
    const field = place.inItem ? openField(key) : index.fieldOf(key);
    return field ? [{ is: 'tests', field }] : [];
  }
  if (place.is === 'tests') {
    const operator = index.operatorOf(String(step));
    return operator ? placesOf(index.argumentsOf(operator, place.field), true) : [];
  }
  const { schema } = place;
  if (typeof step === 'number') {
    const item = schema.prefixItems?.[step] ?? schema.items;
    return item ? placesOf(item, true) : [];
  }
  if (schema.kind === 'waker') {
    const waker = index.wakerOf(step);
    return waker ? placesOf((waker.schema ?? {}) as Schema, true) : [];
  }
  const member = schema.properties?.[step];
  return member ? placesOf(member, step !== 'when') : [];
}

function wordsIn(place: Place, { index, choices }: TextLanguage): WordsThere {
  if (place.is === 'list of conditions') return NOTHING;
  if (place.is === 'conditions') {
    const groups = GROUPS.map((text) => ({ text, title: '' }));
    const fields = place.inItem
      ? (choices['event-property'] ?? []).map(({ value, label }) => ({ text: value, title: label }))
      : index.fields.map(({ name, title, summary }) => ({ text: name, title, about: summary }));
    return { keys: [...groups, ...fields], values: [] };
  }
  if (place.is === 'tests') {
    const operators = index.operatorsFor(place.field);
    const equals = operators.find(({ name }) => name === 'equals');
    return {
      keys: operators.map(({ name, title, summary }) => ({ text: name, title, about: summary })),
      values: equals ? valuesOf(index.argumentsOf(equals, place.field), choices) : [],
    };
  }
  const { schema } = place;
  if (schema.kind === 'waker') {
    return {
      keys: index.catalog.wakers.map(({ name, title, summary }) => ({ text: name, title, about: summary })),
      values: [],
    };
  }
  return {
    keys: Object.entries(schema.properties ?? {}).map(([text, { title = '', description }]) => ({
      text,
      title,
      ...(description !== undefined && { about: description }),
    })),
    values: valuesOf(schema, choices),
  };
}

/** The values that a schema names, or that there are to choose from. */
function valuesOf(schema: Schema, choices: Choices): readonly Word[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => valuesOf(one, choices));
  if (schema.enum) return schema.enum.map((one) => ({ text: String(one), title: schema.titles?.[String(one)] ?? '' }));
  if (schema.const !== undefined) return [{ text: String(schema.const), title: schema.title ?? '' }];
  if (schema.type === 'boolean') return ['true', 'false'].map((text) => ({ text, title: schema.titles?.[text] ?? '' }));
  const things = choices[schema.kind ?? ''];
  if (things) return things.map(({ value, label }) => ({ text: value, title: label === value ? '' : label }));
  return (schema.examples ?? [])
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => ({ text: String(one), title: '' }));
}

function unique(words: readonly Word[]): readonly Word[] {
  return [...new Map(words.map((word) => [word.text, word])).values()];
}

const NOTHING: WordsThere = { keys: [], values: [] };
