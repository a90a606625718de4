import type { Field } from '../contract.ts';
import type { FieldSubject } from '../words/contract.ts';

/** Fields that belong together and are worked out of a moment. One file in `fields/`, named after itself. */
export interface FieldGroup {
  readonly name: string;
  /** The group in which a form lists them. */
  readonly group: FieldSubject;
  readonly summary: string;
  readonly fields: readonly Field[];
}
