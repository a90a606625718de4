import { isMapping } from '../schema-form/fits.ts';

/** The groups that can be written, in the order in which they are offered. */
export const GROUPS = ['all', 'any', 'none', 'not-all', 'exactly-one'] as const;
export type Group = (typeof GROUPS)[number];

/** One key of a mapping of conditions. */
export type TreeEntry =
  | { readonly type: 'group'; readonly key: Group; readonly items: readonly unknown[] }
  | { readonly type: 'tests'; readonly key: string; readonly value: unknown }
  /** Nothing that conditions are made of: shown as text. */
  | { readonly type: 'odd'; readonly key: string; readonly value: unknown };

export function isGroup(key: string): key is Group {
  return (GROUPS as readonly string[]).includes(key);
}

/** What a mapping of conditions consists of; undefined: it is no such mapping. */
export function treeEntries(value: unknown): readonly TreeEntry[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isMapping(value)) return undefined;
  return Object.entries(value).map(([key, one]): TreeEntry => {
    if (isGroup(key)) return Array.isArray(one) ? { type: 'group', key, items: one } : { type: 'odd', key, value: one };
    return areTests(one) ? { type: 'tests', key, value: one } : { type: 'odd', key, value: one };
  });
}

/** The tests on one field: operators with their arguments, or a value that it equals. */
export function testsIn(value: unknown): readonly (readonly [operator: string, args: unknown])[] {
  return isMapping(value) ? Object.entries(value) : [[EQUALS, value]];
}

/** The operator that a bare value stands for. */
export const EQUALS = 'equals';

function areTests(value: unknown): boolean {
  return isMapping(value) ? Object.keys(value).length > 0 : ['string', 'number', 'boolean'].includes(typeof value);
}
