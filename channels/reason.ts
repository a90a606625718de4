const LONGEST = 300;
const LONGEST_ANSWER = 2_000;
const LONGEST_READ = 65_536;

/** Returns the words of another system fit for a log line and a row: one line, bounded. */
export function reasonOf(said: unknown): string {
  return shorten(said, LONGEST);
}

/** Returns what a service answered, whole up to as much as is read of one: one line. */
export function wholeAnswerOf(said: unknown): string {
  return shorten(said, LONGEST_READ);
}

/** Returns what a service answered fit for a row and a log: one line, long enough for most. */
export function answerOf(said: string): string {
  return shorten(said, LONGEST_ANSWER);
}

function shorten(said: unknown, longest: number): string {
  const text = said instanceof Error ? said.message || said.name : String(said);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const line = text.slice(0, 4 * longest).replace(/[\s\u0000-\u001f\u007f]+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line.trim();
}
