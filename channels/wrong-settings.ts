import type * as z from 'zod';

/** Settings that a provider cannot be opened with: everything that is wrong, and where. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  readonly problems: readonly { readonly path: string; readonly expected: string }[];
  constructor(problems: WrongSettings['problems']) {
    super(problems.map(({ path, expected }) => `${path}: expected ${expected}`).join('; '));
    this.problems = problems;
  }
}

/** Settings as their schema has them, with defaults. Throws WrongSettings. */
export function readSettings<S extends z.ZodType>(schema: S, settings: unknown): z.infer<S> {
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  throw new WrongSettings(
    read.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), expected: expectationOf(issue) })),
  );
}

function expectationOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? `no ${issue.keys.join(', ')}` : issue.message;
}
