import { expectedOne } from './nearest.ts';

export type { References } from './conditions/contract.ts';

/** What was expected instead of a name that is not among those known; undefined when it is, or when nothing is known. */
export function expectedAmong(kind: string, name: string, known: ReadonlySet<string> | undefined): string | undefined {
  return !known || known.has(name) ? undefined : expectedOne(kind, name, known);
}
