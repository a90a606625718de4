import type { ValueLocation } from '../changes/contract.ts';
import type { Field, FieldShape, Read } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { References } from '../problems/contract.ts';
import type { SignalKind } from '../signals/contract.ts';
import type { Waker } from '../wakers/contract.ts';
/** Returns the members of a signal kind's value by name; undefined for an event, whose properties belong to the app. */
export type SignalMembers = (kind: string) => ReadonlyMap<string, FieldShape> | undefined;

/** A field ready to be read; `kept` where signals keep a value for it. */
export interface ResolvedField {
  readonly field: Field;
  readonly shape: FieldShape;
  readonly read: Read;
  readonly kept?: ValueLocation | undefined;
  /** Returns the expectation for a wrong member of a family; undefined when the member exists. */
  expects?(references: References): string | undefined;
}

/** The words of the trigger language. Frozen once loaded. */
export interface Vocabulary {
  readonly operators: ReadonlyMap<string, Operator>;
  /** By name; a family's ends in `.*`. Values that signals keep are among them. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly signals: ReadonlyMap<string, SignalKind>;
  readonly wakers: ReadonlyMap<string, Waker>;
  /** The names of the fields. */
  readonly names: readonly string[];
  /** The field of that name, or the family it belongs to, ready to be read. */
  resolve(name: string): ResolvedField | undefined;
  readonly members: SignalMembers;
}
