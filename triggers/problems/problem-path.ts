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

/** A problem that a schema found: its path and expectation. */
export function* problemsIn(error: z.ZodError, start: string): Generator<{ path: string; expected: string }> {
  for (const issue of error.issues) {
    yield { path: pathTo(start, issue.path), expected: `${issue.message}${noText(issue)}` };
  }
}

/**
 * `12` where a text belongs reads as right to a person: it is said that it was a number. Only a schema that reports its
 * input can tell.
 */
function noText(issue: z.core.$ZodIssue): string {
  const { input } = issue;
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return '';
  if (typeof input !== 'number' && typeof input !== 'boolean') return '';
  return `, as text: got the ${typeof input} ${input}, write "${input}" in quotes`;
}
