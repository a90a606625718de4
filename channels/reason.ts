const LONGEST = 300;

/** Returns the words of another system fit for a log line and a row: one line, bounded. */
export function reasonOf(said: unknown): string {
  const text = said instanceof Error ? said.message || said.name : String(said);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const line = text.slice(0, 4 * LONGEST).replace(/[\s\u0000-\u001f\u007f]+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line.trim();
}
