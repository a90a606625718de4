import type { Field } from '../contract.ts';

/** Fields that belong together and are worked out of a moment. One file in `fields/`, named after itself. */
export interface FieldGroup {
  readonly name: string;
  readonly summary: string;
  readonly fields: readonly Field[];
}
