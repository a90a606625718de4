import type { Field, Read } from '../contract.ts';
import { defineDerived } from '../fields/contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import { readKnown } from '../state/known.ts';
import type { Waker } from '../wakers/contract.ts';
import type { ResolvedField, Vocabulary } from './contract.ts';
import { loadDerivedFields } from './derived-fields.ts';
import { loadFolder } from './registry.ts';
import { loadSignalKinds } from './signal-kinds.ts';
import { createSignalMembers } from './signal-members.ts';

/** The parts a vocabulary is made of. */
export type Parts = Pick<Vocabulary, 'operators' | 'fields' | 'signals' | 'wakers'>;

/** Loads every operator, field, signal kind and waker there is. */
export async function loadVocabulary(): Promise<Vocabulary> {
  const [operators, fields, signals, wakers] = await Promise.all([
    loadFolder<Operator>(new URL('../operators/', import.meta.url)),
    loadDerivedFields(),
    loadSignalKinds(),
    loadFolder<Waker>(new URL('../wakers/', import.meta.url)),
  ]);
  return createVocabulary({ operators, fields, signals, wakers });
}

/** Joins parts to a vocabulary. Throws when two of them claim one field name. */
export function createVocabulary({ operators, fields: given, signals, wakers }: Parts): Vocabulary {
  const fields = new Map<string, Field>();
  for (const field of [...given.values(), ...keptFields(signals)]) {
    if (fields.has(field.name)) throw new Error(`two fields are named '${field.name}'`);
    fields.set(field.name, field);
  }
  return Object.freeze({
    operators,
    fields,
    signals,
    wakers,
    names: [...fields.keys()].sort(),
    resolve: (name: string) => resolveIn(fields, name),
    members: createSignalMembers(signals),
  });
}

const FAMILY = '.*';

function resolveIn(fields: ReadonlyMap<string, Field>, name: string): ResolvedField | undefined {
  const field = name.endsWith(FAMILY) ? undefined : fields.get(name);
  if (field) return { field, shape: field, read: field.bind(''), kept: field.kept?.('') };
  // The longest family goes first: `event.cart.*` before `event.*`.
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const family = fields.get(name.slice(0, dot) + FAMILY);
    const rest = name.slice(dot + 1);
    if (family && rest !== '' && rest !== '*') return memberOf(family, rest);
  }
  return undefined;
}

function memberOf(family: Field, rest: string): ResolvedField {
  return {
    field: family,
    shape: family.shapeOf?.(rest) ?? family,
    read: family.bind(rest),
    kept: family.kept?.(rest),
    expects: (references) => family.expects?.(rest, references),
  };
}

/**
 * Yields a field for each value that signals keep: of the customer, or of the world for everybody. Known while it
 * counts as true.
 */
function* keptFields(signals: ReadonlyMap<string, SignalKind>): Generator<Field> {
  for (const { about, group, keeps } of signals.values()) {
    for (const [name, { staysTrueMs: _, from: __, ...shown }] of Object.entries(keeps)) {
      const derived = { name, ...shown, ...(group && { group }) };
      if (about === 'world') yield defineDerived({ ...derived, read: readWorldValue(name) });
      else yield { ...defineDerived({ ...derived, read: readKnown(name) }), kept: () => ({ key: name }) };
    }
  }
}

function readWorldValue(name: string): Read {
  return ({ world, at }) => world.valueAt?.(name, at);
}
