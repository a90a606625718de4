import type { Condition, When } from '../contract.ts';

/** A condition that must come out one way for a `when` to hold. */
export interface Literal {
  readonly condition: Condition;
  /** It must say yes; else it must not: no, or, where unknown counts as no, unknown. */
  readonly wanted: boolean;
}

/** The most branches that are examined. */
export const MOST_BRANCHES = 256;

/**
 * All ways in which a `when` can hold: in each, every literal must come out as wanted. Undefined: there are too many to
 * look at.
 */
export function branchesOf(when: When): readonly (readonly Literal[])[] | undefined {
  return ways(when, true);
}

function ways(when: When, wanted: boolean): readonly (readonly Literal[])[] | undefined {
  if ('all' in when) return wanted ? everyOf(when.all, true) : someOf(when.all, false);
  if ('any' in when) return wanted ? someOf(when.any, true) : everyOf(when.any, false);
  if ('none' in when) return wanted ? everyOf(when.none, false) : someOf(when.none, true);
  return [[{ condition: when, wanted }]];
}

function everyOf(parts: readonly When[], wanted: boolean): readonly (readonly Literal[])[] | undefined {
  let branches: readonly (readonly Literal[])[] = [[]];
  for (const part of parts) {
    const more = ways(part, wanted);
    if (!more || more.length * branches.length > MOST_BRANCHES) return undefined;
    branches = branches.flatMap((branch) => more.map((literals) => [...branch, ...literals]));
  }
  return branches;
}

function someOf(parts: readonly When[], wanted: boolean): readonly (readonly Literal[])[] | undefined {
  const branches: (readonly Literal[])[] = [];
  for (const part of parts) {
    const more = ways(part, wanted);
    if (!more || more.length + branches.length > MOST_BRANCHES) return undefined;
    branches.push(...more);
  }
  return branches;
}
