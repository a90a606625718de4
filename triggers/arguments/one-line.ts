/** A single line: neither a control character nor any other that begins a new line. As a source, for JSON Schema. */
export const ONE_LINE = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$';

const pattern = new RegExp(ONE_LINE);

/** Whether a text fits into one line of a header. */
export function isOneLine(text: string): boolean {
  return pattern.test(text);
}
