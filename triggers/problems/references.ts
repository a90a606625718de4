import type { Names } from '../conditions/contract.ts';
import { expectedOne } from './nearest.ts';

export type { Names, References } from '../conditions/contract.ts';

/** The names of a map. */
export function namesOf(map: ReadonlyMap<string, unknown>): Names {
  return { has: (name) => map.has(name), [Symbol.iterator]: () => map.keys() };
}

/** What was expected instead of a name that is not among those known; undefined when it is, or when nothing is known. */
export function expectedAmong(kind: string, name: string, known: Names | undefined): string | undefined {
  return !known || known.has(name) ? undefined : expectedOne(kind, name, known);
}
