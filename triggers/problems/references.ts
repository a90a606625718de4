import type { Names } from './contract.ts';
import { expectedOne } from './nearest.ts';

export type { Names, References } from './contract.ts';

/** The names of a map. */
export function namesOf(map: ReadonlyMap<string, unknown>): Names {
  return { has: (name) => map.has(name), [Symbol.iterator]: () => map.keys() };
}

/** Returns the expectation for an unknown name; undefined when the name is known, or no names are given. */
export function expectedAmong(kind: string, name: string, known: Names | undefined): string | undefined {
  return !known || known.has(name) ? undefined : expectedOne(kind, name, known);
}
