/** An argument that lists things, as a sentence has them: `email or in-app`. */
export function eitherOf(arg: Arg): string {
  return readList(arg).join(' or ');
}

/** An argument as a list; one that is missing is empty. */
export function readList(arg: Arg): readonly string[] {
  return typeof arg === 'object' ? arg : arg === undefined ? [] : [String(arg)];
}

/** An argument of a reason, which another release may not have given. */
type Arg = string | number | readonly string[] | undefined;
