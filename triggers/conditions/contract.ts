import type { ValueLocation } from '../changes/contract.ts';
import type { Answer, Condition, FieldShape, Now, When } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { References } from '../problems/contract.ts';

export type { Names, References } from '../problems/contract.ts';

/** A compiled tree of conditions: answers for a subject. Pure, total, cheap. */
export type Holds<S> = (subject: S, now: Now) => Answer;

/** The names that conditions can ask about: the fields of a moment, or the properties of an item in a list. */
export interface Scope<S> {
  readonly operators: ReadonlyMap<string, Operator>;
  /** The field names there are, for suggestions; families end in `.*`. */
  readonly names: readonly string[];
  resolve(name: string): Resolved<S> | undefined;
  /** The members of signals by kind. Absent, or undefined for a kind: any name can be asked. */
  members?(kind: string): ReadonlyMap<string, FieldShape> | undefined;
}

export interface Resolved<S> {
  readonly shape: FieldShape;
  readonly read: (subject: S) => unknown;
  /** Returns the expectation for a wrong member of a family; undefined when the member exists. */
  expects?(references: References): string | undefined;
  /** The value that signals keep for it; absent: it has no past. */
  readonly kept?: ValueLocation | undefined;
}

/** A tree of conditions as it was read, and compiled. */
export interface CheckedConditions<S> {
  readonly when: When;
  readonly holds: Holds<S>;
}

/** One reading of one definition: takes note of every problem, and of how much was read so far. */
export interface Reading {
  report(path: string, expected: string): void;
  /** Counted up by the reader; see `CONDITION_LIMITS`. */
  conditions: number;
  /** The names of places, tags and the like that conditions may use. Absent: not checked. */
  readonly references?: References;
  /** The definition is published already: what can never be is no reason not to run it. */
  readonly isPublished?: boolean | undefined;
  /** Filled by the reader with the path of each condition. Absent: not needed. */
  readonly paths?: Map<Condition, string>;
}

/** The most that one definition may ask for; lists in arguments have their own limit. */
export const CONDITION_LIMITS = { conditions: 64, depth: 8 } as const;

/** The answer of one node of `when` for one moment, for people. */
export type Explanation =
  | { readonly kind: 'all' | 'any' | 'none'; readonly answer: Answer; readonly children: readonly Explanation[] }
  | ({ readonly kind: 'condition'; readonly answer: Answer; readonly saw: unknown } & Condition);
