import * as z from 'zod';
import type { ArgumentWords, Words } from './contract.ts';

/** The words of every argument that has some, by its schema. */
export const ARGUMENTS = z.registry<ArgumentWords & { readonly title: Words }>();

/**
 * Gives an argument its title and further words: a schema that checks the same. Those not given are those of the schema
 * it was made of, so a shared shape says what it is once and each use of it only its own title.
 */
export function say<S extends z.ZodType>(schema: S, title: Words, more: ArgumentWords = {}): S {
  const said = schema.clone(undefined, { parent: true });
  ARGUMENTS.add(said, { title, ...more } as never);
  return said;
}
