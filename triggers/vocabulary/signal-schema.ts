import * as z from 'zod';
import type { SignalKind } from '../signals/contract.ts';

/** Returns the JSON Schema of the value that a client may send, without the members that only the engine writes. */
export function valueSchemaOf({ value, ownMembers = [] }: SignalKind): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(value, { io: 'input' });
  const branches = schema.anyOf ?? schema.oneOf ?? [schema];
  for (const { properties = {} } of branches as readonly z.core.JSONSchema.BaseSchema[]) {
    for (const name of ownMembers) delete properties[name];
  }
  return schema;
}
