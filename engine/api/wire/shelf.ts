import * as z from 'zod';

/** The name of a thing on a shelf, in an address. */
export const idInPath = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'small letters, digits and hyphens')
    .describe('Its name in addresses.'),
});

/** A thing on a shelf as it is kept. */
export function keptOf<B extends z.ZodType>(body: B) {
  return z.object({
    id: z.string(),
    version: z.int(),
    author: z.string(),
    at: z.number().describe('Milliseconds since 1970.'),
    body,
  });
}
