import type * as z from 'zod';
import { expectedOne } from './nearest.ts';
import { pathTo, problemsIn } from './problem-path.ts';

type Keys = Readonly<Record<string, z.ZodType>>;

/** The keys that were read; keys with wrong values are left out. */
type Read<K extends Keys> = { readonly [Key in keyof K]?: z.infer<K[Key]> };

/**
 * Reads a mapping key by key and reports every problem; for an unknown key it names the nearest. Undefined when it is
 * no mapping at all.
 */
export function readKeys<K extends Keys>(
  source: unknown,
  keys: K,
  path: string,
  report: (path: string, expected: string) => void,
): Read<K> | undefined {
  const known = Object.keys(keys);
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    report(path, `a mapping with ${known.join(', ')}`);
    return undefined;
  }
  const given = new Map<string, unknown>(Object.entries(source));
  for (const key of given.keys()) {
    if (!known.includes(key)) report(pathTo(path, [key]), expectedOne(`one of ${known.join(', ')}`, key, known));
  }
  const read: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(keys)) {
    const parsed = schema.safeParse(given.get(key), { reportInput: true });
    if (parsed.success) read[key] = parsed.data;
    else for (const problem of problemsIn(parsed.error, pathTo(path, [key]))) report(problem.path, problem.expected);
  }
  return read as Read<K>;
}
