import type { Schema } from './contract.ts';

/** Whether a value has the shape that a schema draws: its type and its keys, not whether its numbers are in bounds. */
export function fits(schema: Schema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((one) => fits(one, value));
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum) return typeof value === typeof schema.enum[0];
  switch (schema.type) {
    case 'string':
      return typeof value === 'string';
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value) && fitsItems(schema, value);
    case 'object':
      return isMapping(value) && fitsMembers(schema, value);
    default:
      return true;
  }
}

/** The alternative that a value is of: the one that it fits in every letter before one that it fits by its type. */
export function alternativeOf(alternatives: readonly Schema[], value: unknown): number {
  const exact = alternatives.findIndex((one) => fits(one, value) && isAllowed(one, value));
  return exact >= 0 ? exact : alternatives.findIndex((one) => fits(one, value));
}

function isAllowed({ enum: values, pattern }: Schema, value: unknown): boolean {
  if (values) return values.includes(value);
  return pattern === undefined || typeof value !== 'string' || new RegExp(pattern).test(value);
}

function fitsItems({ items, prefixItems, maxItems }: Schema, value: readonly unknown[]): boolean {
  if (prefixItems) return value.length <= prefixItems.length && value.every((one, i) => fits(prefixItems[i]!, one));
  return !items || (value.length <= (maxItems ?? Number.POSITIVE_INFINITY) && value.every((one) => fits(items, one)));
}

function fitsMembers(schema: Schema, value: Readonly<Record<string, unknown>>): boolean {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (!required.every((name) => Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, member]) =>
    Object.hasOwn(properties, name) ? fits(properties[name]!, member) : additionalProperties !== false,
  );
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
