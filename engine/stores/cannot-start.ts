/** Something outside is not as the engine needs it. The message names it and says how to mend it; no stack is wanted. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** The words of an error and of what caused it, for the end of a sentence. */
export function causeOf(error: unknown): string {
  const words: string[] = [];
  for (let at: unknown = error; at instanceof Error && words.length < 5; at = at.cause) words.push(at.message);
  return words.length > 0 ? words.join(': ') : String(error);
}
