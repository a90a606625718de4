import type * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { FieldType } from '../contract.ts';
import type { References } from '../problems/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { FieldSubject, Words } from '../words/contract.ts';

/** When more comes than can be stored, what is refused first, second, and last. */
export type ShedOrder = 'first' | 'second' | 'last';

/** One kind of signal: what its value looks like and what of it is remembered. One file in `signals/`. */
export interface SignalKind {
  readonly name: string;
  readonly title: Words;
  readonly summary: Words;
  /** `customer`: needs one. `world`: about an area or everybody, has none. */
  readonly about: 'customer' | 'world';
  /** `first`: the next one makes up for it, as for a position. `second`: it is said again in time. Absent: last. */
  readonly shed?: ShedOrder;
  /** The subject of its values, where it keeps some. */
  readonly group?: FieldSubject;
  /** Plain shapes only (no refinements or transforms): it is compiled to a JSON Schema validator for the hot path. */
  readonly value: z.ZodType;
  /** Members of the value that the engine alone writes, in what it records: clients cannot send them. */
  readonly ownMembers?: readonly string[];
  /** Why a publishable key, which anybody may find in an app, must not say this, with the path; undefined: it may. */
  secretFault?(value: Readonly<Record<string, unknown>>): string | undefined;
  /** Returns the name that the workspace does not have, with its path; undefined: none. */
  vainFault?(value: Readonly<Record<string, unknown>>, references: References): string | undefined;
  /**
   * The values that stay known after it, by field name: of its customer, or for everybody where it is about the world.
   */
  readonly keeps: Readonly<Record<string, KeptValue>>;
  /** Values that its effect keeps besides, by what their names begin with: `customer.`. */
  readonly keepsUnder?: string;
  /** Groups of its values that make sense only together: where two customers become one, one's are taken whole. */
  readonly together?: readonly (readonly string[])[];
  /**
   * Changes other parts of the customer's state, such as a consent. Runs after the values; writes only `state`, and of
   * values only those that it keeps, in its own name.
   */
  effect?(state: CustomerState, signal: Signal): void;
  /** Members of the value that name a customer, as `customer` does. */
  readonly ids?: readonly string[];
  /** The id that is the same person and is merged into `signal.customer`; undefined: none. */
  merges?(value: Readonly<Record<string, unknown>>): string | undefined;
  readonly examples: readonly { readonly value: unknown; readonly ok: boolean }[];
}

export interface KeptValue {
  readonly title: Words;
  readonly summary: Words;
  readonly type: FieldType;
  readonly unit?: string;
  /** Every value there is; absent: any. */
  readonly values?: readonly string[];
  /** A title for each of these. */
  readonly titles?: Readonly<Record<string, Words>>;
  /** How long it counts as known after its time, milliseconds; Infinity for as long as we know the customer. */
  readonly staysTrueMs: number;
  /** Undefined: this signal says nothing about it. */
  from(value: Readonly<Record<string, unknown>>): unknown;
}
