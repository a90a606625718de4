import type { Setting, View } from '../contract.ts';

/**
 * The meaning of names at one point of a slot: a level for the whole, and one more within each `{{#each}}` and
 * `{{#with}}`.
 */
export interface Scope {
  readonly value: unknown;
  readonly parent: Scope | undefined;
  /** Of `{{#each}}`: where it is. */
  readonly turn: Turn | undefined;
  /** What the names after `as` stand for, in their order. */
  readonly named: readonly unknown[];
}

/** The values of `@index`, `@key`, `@first` and `@last`. */
export interface Turn {
  readonly index: number;
  readonly key: string | number;
  readonly first: boolean;
  readonly last: boolean;
}

/** One filling of one slot. */
export interface Run {
  readonly view: View;
  readonly setting: Setting;
  readonly maxChars: number;
  /** Turns of `{{#each}}` so far. */
  turns: number;
}

/** Computes a value; undefined when it is not known. */
export type Value = (scope: Scope, run: Run) => unknown;

/** Writes a part of a slot. Throws a SlotFailure. */
export type Write = (scope: Scope, run: Run) => string;

/** An object's or a list's own property; undefined for everything else, so that no prototype is ever reached. */
export function readOwn(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The scope so many levels further out. */
export function outerScope(scope: Scope, levels: number): Scope {
  let found = scope;
  for (let i = 0; i < levels; i++) found = found.parent ?? found;
  return found;
}
