import * as z from 'zod';
import { expectedOne } from '../problems/nearest.ts';

/** A map that refuses keys it does not know and names the nearest. */
export function strict<S extends z.ZodRawShape>(keys: S) {
  const known = Object.keys(keys);
  return z.strictObject(keys, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => expectedOne(`one of ${known.join(', ')}`, key, known)).join('; ')
        : `a map with ${known.join(', ')}`,
  });
}
