import type * as z from 'zod';

/** A place in a document as people write it: `when.all[2].local-time`. */
export function pathTo(start: string, segments: readonly PropertyKey[]): string {
  let path = start;
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`;
    else path += path === '' ? String(segment) : `.${String(segment)}`;
  }
  return path;
}

/** What a schema found wrong: where, and what it expected there. */
export function* problemsIn(error: z.ZodError, start: string): Generator<{ path: string; expected: string }> {
  for (const { path, message } of error.issues) yield { path: pathTo(start, path), expected: message };
}
