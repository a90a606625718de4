import type * as z from 'zod';
import type { ArgumentWords, Words } from './contract.ts';
import { ARGUMENTS } from './say.ts';

/** A title, or a title with further words. */
export type Spoken = Words | (ArgumentWords & { readonly title: Words });

/**
 * Gives the members of a map their words, all in one block; a member that is not named has its own. Returns the map.
 */
export function sayEach<S extends z.ZodObject>(
  schema: S,
  words: { readonly [Member in keyof S['shape']]?: Spoken },
): S {
  for (const [name, said] of Object.entries(words as Readonly<Record<string, Spoken>>)) {
    const member = schema.shape[name];
    if (!member) throw new Error(`no member is named '${name}'`);
    ARGUMENTS.add(member as z.ZodType, 'title' in said ? said : { title: said });
  }
  return schema;
}
