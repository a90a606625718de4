import type { ReasonArgs } from '../gates/contract.ts';

/** An argument that lists things, as a sentence has them: `email or in-app`. */
export function eitherOf(arg: ReasonArgs[string] | undefined): string {
  return readList(arg).join(' or ');
}

/** An argument as a list; one that is missing is empty. */
export function readList(arg: ReasonArgs[string] | undefined): readonly string[] {
  return typeof arg === 'object' ? arg : arg === undefined ? [] : [String(arg)];
}
