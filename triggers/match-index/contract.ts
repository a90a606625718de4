/**
 * An operator's test as an index can use it: it says yes exactly for these values, no for others of
 * their type, and cannot tell for any other type.
 */
export type Hint =
  /** All of one type. */
  | { readonly oneOf: readonly (string | number | boolean)[] }
  /** All of one type; yes for the others of it. */
  | { readonly noneOf: readonly (string | number | boolean)[] }
  /** Numbers only. Absent bounds are open. */
  | { readonly from?: number; readonly above?: number; readonly to?: number; readonly below?: number };

/** A condition that must hold for a rule to match: a field, by number, and the values for which it does. */
export interface Clause {
  readonly field: number;
  readonly hint: Hint;
}

/** One rule as the index sees it. */
export interface Rule {
  /** The wake keys that call it, by number; it is found under each. */
  readonly keys: readonly number[];
  /** All of them must say yes. */
  readonly clauses: readonly Clause[];
  /** The clauses are all there is: who meets them matches. */
  readonly isExact: boolean;
  /** It also wants moments where a clause cannot be known, and none is known to say no. */
  readonly wantsUnknown: boolean;
}

/** Rules by number, from 0. Each is asked for twice while an index is built, and need not be there before. */
export interface Rules {
  readonly length: number;
  at(rule: number): Rule | undefined;
}

/** The verdict of an index on a rule that it found. */
export const MAYBE = 0;
export const YES = 1;
/** None of its clauses says no, one at least cannot be known, and there is no more to it. */
export const CANNOT_TELL = 2;

/**
 * Tells how likely a drawer of a column is, so that rules are filed under what is rare. From 0 to 1; a guess will do.
 */
export type Likelihood = (column: number, drawer: number) => number;

/** The code of a value that is not known, or that the column cannot read. */
export const UNKNOWN = 0;
/** The code of a value that no rule mentions. */
export const OTHER = 1;
/** The first code of a value that a rule mentions. */
export const FIRST = 2;
