import * as z from 'zod';
import type { SignalKind } from '../signals/contract.ts';

/** What a client may put in the value of a signal, as JSON Schema: without the members that the engine alone writes. */
export function valueSchemaOf({ value, ownMembers = [] }: SignalKind): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(value, { io: 'input' });
  const branches = schema.anyOf ?? schema.oneOf ?? [schema];
  for (const { properties = {} } of branches as readonly z.core.JSONSchema.BaseSchema[]) {
    for (const name of ownMembers) delete properties[name];
  }
  return schema;
}
