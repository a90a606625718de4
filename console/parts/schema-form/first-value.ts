import type { Schema } from './contract.ts';

/** A value to begin with: what the schema gives as its default or first example, else the smallest that it allows. */
export function firstValue(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  const [example] = schema.examples ?? [];
  if (example !== undefined && !NAMES_SOMETHING.has(schema.kind ?? '')) return example;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return firstValue(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return firstMembers(schema);
    case 'array':
      return schema.prefixItems
        ? schema.prefixItems.map(firstValue)
        : Array.from({ length: schema.minItems ?? 0 }, () => firstValue(schema.items || {}));
    case 'number':
    case 'integer':
      return schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1);
    case 'boolean':
      return true;
    default:
      return '';
  }
}

/** Arguments that name a thing of the workspace: an example's name would be one that there is not. */
const NAMES_SOMETHING = new Set([
  ...['place', 'places', 'template', 'trigger', 'segment', 'channel', 'purpose', 'event-name', 'field'],
]);

function firstMembers({ properties = {}, required = [], minProperties = 0 }: Schema): unknown {
  const names = Object.keys(properties);
  const wanted = required.length > 0 ? required : names.slice(0, minProperties);
  return Object.fromEntries(wanted.map((name) => [name, firstValue(properties[name] ?? {})]));
}
