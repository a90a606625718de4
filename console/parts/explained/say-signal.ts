import type { CatalogIndex } from '../conditions/catalog-index.ts';
import { recordOf } from '../definitions.ts';
import type { Schema } from '../schema-form/contract.ts';

/** What signals are said with: the catalog, and the console's own words for customers. */
export interface Told {
  readonly index: CatalogIndex;
  readonly locale: string;
  readonly say: { (key: string): string; has(key: string): boolean };
}

/** Members that hold others, whose own names say nothing. */
const HOLDERS: ReadonlySet<string> = new Set(['traits', 'properties']);

/** Says what a signal told, in one line: each member with its title, values as people write them. */
export function saySignal(schema: unknown, value: Readonly<Record<string, unknown>>, told: Told): string {
  const { properties = {} } = (schema ?? {}) as Schema;
  return Object.entries(value)
    .flatMap(([name, one]) => sayMember(name, one, properties[name], told))
    .join(' · ');
}

function sayMember(name: string, value: unknown, schema: Schema | undefined, told: Told): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  const members = recordOf(value);
  if (Object.keys(members).length > 0) {
    return Object.entries(members).flatMap(([inner, one]) => {
      const path = HOLDERS.has(name) ? inner : `${schema?.title ?? name}, ${inner}`;
      const title = name === 'traits' ? sayTrait(inner, told) : (schema?.properties?.[inner]?.title ?? path);
      return sayMember(title, one, schema?.properties?.[inner] ?? {}, told);
    });
  }
  const said = sayPlain(value, schema, told);
  // An event is its name, and what is titled itself or means every one needs no title.
  const isWhole = schema?.kind === 'event-name' || schema?.titles?.[String(value)] !== undefined || value === '*';
  return [isWhole ? said : `${schema?.title ?? name} ${said}`];
}

/** Says the name of a field of which a value is known: its title, a trait by its own name. */
export function sayField(name: string, told: Told): string {
  const trait = /^customer\.(.+)$/.exec(name)?.[1];
  if (trait !== undefined) return sayTrait(trait, told);
  return told.index.fieldOf(name)?.title ?? name;
}

/** Says a value that is known of a customer. */
export function sayStored(field: string, value: unknown, told: Told): string {
  const { unit, titles, type } = told.index.fieldOf(field) ?? { unit: undefined, titles: {}, type: 'any' };
  return sayPlain(value, { ...(unit !== undefined && { unit }), titles, type }, told);
}

function sayTrait(name: string, { say }: Told): string {
  return say.has(`traits.${name}`) ? say(`traits.${name}`) : name;
}

function sayPlain(value: unknown, schema: Schema | undefined, told: Told): string {
  const { say, locale, index } = told;
  if (value === '' || value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map((one) => sayPlain(one, schema?.items || {}, told)).join(', ');
  const title = schema?.titles?.[String(value)];
  if (title !== undefined) return title;
  if (value === '*') return say(schema?.kind === 'purpose' ? 'anyPurpose' : 'anyChannel');
  if (schema?.kind === 'channel') return index.catalog.channels.find(({ name }) => name === value)?.title ?? `${value}`;
  if (typeof value === 'boolean') return say(value ? 'answer.yes' : 'answer.no');
  if (typeof value === 'number') return sayNumber(value, schema?.unit, locale);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sayNumber(value: number, unit: string | undefined, locale: string): string {
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  if (unit === undefined) return text;
  return unit === '°' ? `${text}°` : `${text} ${unit}`;
}
