import * as z from 'zod';
import type { FieldShape, FieldType } from '../contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import type { SignalMembers } from './contract.ts';

/** Reads the members of each kind's value from its schema, when one is first asked for. */
export function createSignalMembers(kinds: ReadonlyMap<string, SignalKind>): SignalMembers {
  const known = new Map<string, ReadonlyMap<string, FieldShape>>();
  return (name) => {
    const kind = kinds.get(name);
    if (!kind || name === 'event') return undefined;
    const members = known.get(name) ?? membersOf(kind);
    known.set(name, members);
    return members;
  };
}

interface Described {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Described>>;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
};

function membersOf({ value }: SignalKind): ReadonlyMap<string, FieldShape> {
  const { properties = {} } = z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' }) as Described;
  return new Map(Object.entries(properties).map(([name, described]) => [name, shapeOf(described)]));
}

function shapeOf({ type, enum: values }: Described): FieldShape {
  const known = TYPES[type ?? ''] ?? 'any';
  return { type: known, ...(known === 'string' && values && { values: values.map(String) }) };
}
