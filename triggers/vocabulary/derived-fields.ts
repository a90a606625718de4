import type { Field } from '../contract.ts';
import type { FieldGroup } from '../fields/contract.ts';
import { loadFolder } from './registry.ts';

/** Every field that is worked out of a moment, by name; a family's name ends in `.*`. Throws when two have one name. */
export async function loadDerivedFields(): Promise<ReadonlyMap<string, Field>> {
  const groups = await loadFolder<FieldGroup>(new URL('../fields/', import.meta.url));
  const fields = new Map<string, Field>();
  for (const { name, group, fields: members } of groups.values()) {
    for (const field of members) {
      if (fields.has(field.name)) throw new Error(`two fields are named '${field.name}', one in '${name}'`);
      fields.set(field.name, { ...field, group });
    }
  }
  return fields;
}
