import type { Field, Read } from '../contract.ts';
import type { FieldSubject } from '../words/contract.ts';

/** Fields that belong together and are worked out of a moment. One file in `fields/`, named after itself. */
export interface FieldGroup {
  readonly name: string;
  /** The group in which a form lists them. */
  readonly group: FieldSubject;
  readonly summary: string;
  readonly fields: readonly Field[];
}

/** A field with one way to read it, made once. */
export function defineDerived(spec: Omit<Field, 'bind'> & { readonly read: Read }): Field {
  const { read, ...field } = spec;
  return { ...field, bind: () => read };
}
