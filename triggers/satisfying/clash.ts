import type { Scope } from '../conditions/contract.ts';
import type { Moment, When } from '../contract.ts';
import { branchesOf, type Literal } from './branches.ts';
import { canAgree } from './witness.ts';

/** Two literals that exclude each other, or all on one field that do together; the last stands for them. */
export interface Clash {
  readonly others: readonly Literal[];
  readonly last: Literal;
}

/**
 * Returns the contradiction that keeps every branch from holding; undefined: some branch may hold, or it cannot be
 * told.
 */
export function clashIn(
  when: When,
  given: readonly Literal[],
  vocabulary: Scope<Moment>,
  unknownIsNo: boolean,
): Clash | undefined {
  const branches = branchesOf(when);
  if (!branches) return undefined;
  let first: Clash | undefined;
  for (const branch of branches) {
    const clash = clashOf([...given, ...branch], vocabulary, unknownIsNo);
    if (!clash) return undefined;
    first ??= clash;
  }
  return first;
}

function clashOf(literals: readonly Literal[], vocabulary: Scope<Moment>, unknownIsNo: boolean): Clash | undefined {
  const byField = new Map<string, Literal[]>();
  for (const literal of literals) {
    const { field } = literal.condition;
    byField.set(field, [...(byField.get(field) ?? []), literal]);
  }
  for (const mine of byField.values()) {
    if (canAgree(mine, vocabulary, unknownIsNo)) continue;
    for (const [i, last] of mine.entries()) {
      if (!canAgree([last], vocabulary, unknownIsNo)) return { others: [], last };
      for (const other of mine.slice(0, i)) {
        if (!canAgree([other, last], vocabulary, unknownIsNo)) return { others: [other], last };
      }
    }
    return { others: mine.slice(0, -1), last: mine.at(-1)! };
  }
  return undefined;
}
