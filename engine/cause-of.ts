/** Returns the message of an error and of its causes, for the end of a sentence. */
export function causeOf(error: unknown): string {
  const words: string[] = [];
  for (let at: unknown = error; at instanceof Error && words.length < 5; at = at.cause) words.push(at.message);
  return words.length > 0 ? words.join(': ') : String(error);
}
