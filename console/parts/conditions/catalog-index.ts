import type { Catalog, CatalogPart } from '../../../engine/api/contract.ts';
import type { Schema } from '../schema-form/contract.ts';

/** What conditions can ask about, as the catalog describes it. */
export interface FieldFacts {
  /** As it is written; a family's member with its own name. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly type: string;
  readonly unit: string | undefined;
  /** Every value there is, or the kind of thing that its values name. */
  readonly values: readonly string[] | { readonly of: string } | undefined;
  readonly titles: Readonly<Record<string, string>>;
  readonly hasPast: boolean;
  /** What it belongs to, for people: weather, cart. */
  readonly group: string;
  /** The name of the family that it belongs to, `customer.*`; undefined: it stands alone. */
  readonly family: string | undefined;
}

/** The catalog, ready to be looked up by name. */
export interface CatalogIndex {
  readonly catalog: Catalog;
  readonly fields: readonly FieldFacts[];
  /** A field by its name; undefined: there is none. */
  fieldOf(name: string): FieldFacts | undefined;
  operatorOf(name: string): CatalogPart | undefined;
  wakerOf(name: string): CatalogPart | undefined;
  /** The operators that can be asked of a field. */
  operatorsFor(field: FieldFacts): readonly CatalogPart[];
  /** The schema of an operator's arguments for a field: with the field's own values and unit. */
  argumentsOf(operator: CatalogPart, field: FieldFacts): Schema;
}

const EMPTY: Catalog = {
  ...{ operators: [], wakers: [], fields: [], signals: [], helpers: [] },
  ...{ channels: [], providers: [], queries: [], gates: [] },
};

/** Makes the catalog ready to be looked up. */
export function indexCatalog(catalog: Catalog = EMPTY): CatalogIndex {
  const fields = catalog.fields.map(factsOf);
  const byName = new Map(fields.map((field) => [field.name, field]));
  const families = fields.filter(({ name }) => name.endsWith('.*')).sort((a, b) => b.name.length - a.name.length);
  const operators = new Map(catalog.operators.map((one) => [one.name, one]));
  const wakers = new Map(catalog.wakers.map((one) => [one.name, one]));
  const schemas = new Map<string, Schema>();
  return {
    catalog,
    fields,
    fieldOf(name) {
      const known = byName.get(name);
      if (known) return known.family === undefined ? known : undefined;
      const family = families.find((one) => name.startsWith(one.name.slice(0, -1)) && name.length >= one.name.length);
      if (!family) return undefined;
      return { ...family, name, title: `${family.title}: ${name.slice(family.name.length - 1)}`, family: family.name };
    },
    operatorOf: (name) => operators.get(name),
    wakerOf: (name) => wakers.get(name),
    operatorsFor: (field) => catalog.operators.filter((operator) => canAsk(operator, field)),
    argumentsOf(operator, field) {
      const key = `${operator.name} ${field.family ?? field.name}`;
      const known = schemas.get(key) ?? withValues(schemaFor(operator, field.type), field);
      schemas.set(key, known);
      return known;
    },
  };
}

/** A field of which nothing is known but its name: a property of an item. */
export function openField(name: string, type = 'any'): FieldFacts {
  return {
    ...{ name, title: name, summary: '', type, unit: undefined, values: undefined },
    ...{ titles: {}, hasPast: false, group: '', family: undefined },
  };
}

function factsOf({ name, title, summary, detail = {} }: CatalogPart): FieldFacts {
  const { type, unit, values, titles, hasPast, groupTitle } = detail;
  return {
    name,
    title,
    summary,
    type: String(type ?? 'any'),
    unit: typeof unit === 'string' ? unit : undefined,
    values: values as FieldFacts['values'],
    titles: (titles ?? {}) as FieldFacts['titles'],
    hasPast: hasPast === true,
    group: typeof groupTitle === 'string' ? groupTitle : (name.split('.')[0] ?? name),
    family: name.endsWith('.*') ? name : undefined,
  };
}

/** As the engine decides it: see `canRead` of the conditions' reader. */
function canAsk({ detail = {} }: CatalogPart, { type, hasPast }: FieldFacts): boolean {
  const reads = (detail.reads ?? []) as readonly string[];
  if (detail.about !== undefined && !hasPast && type !== 'events' && type !== 'messages') return false;
  if (type === 'events' || type === 'messages') return reads.includes(type);
  return type === 'any' || reads.includes(type) || reads.includes('any');
}

function schemaFor({ schema, detail = {} }: CatalogPart, type: string): Schema {
  return (detail.schemas as Readonly<Record<string, Schema>> | undefined)?.[type] ?? (schema as Schema) ?? {};
}

/** Puts a field's closed values and unit where an operator takes any value. */
function withValues(schema: Schema, field: FieldFacts): Schema {
  if (schema.prefixItems) return { ...schema, prefixItems: schema.prefixItems.map((one) => withValues(one, field)) };
  if (schema.type === 'array' && schema.items) return { ...schema, items: withValues(schema.items, field) };
  if (schema.type === 'number') return field.unit === undefined ? schema : { unit: field.unit, ...schema };
  const isOpen = schema.kind === 'value' || schema.kind === 'text';
  if (!isOpen || !field.values || schema.enum) return schema;
  if (!Array.isArray(field.values))
    return { ...schema, type: 'string', kind: KINDS[(field.values as { of: string }).of] ?? 'text' };
  const { anyOf: _, pattern: __, ...rest } = schema;
  return { ...rest, type: 'string', enum: field.values, titles: field.titles };
}

const KINDS: Readonly<Record<string, string>> = {
  places: 'place',
  tags: 'tag',
  channels: 'channel',
  kinds: 'signal-kind',
};
