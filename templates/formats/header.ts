import type { Format, Writable } from './contract.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** One line of a header: a line break would begin a new header. */
export const header: Format = {
  name: 'header',
  start: 'header',
  refuses: (text) => (CONTROL.test(text) ? 'a single line without control characters' : undefined),
  follow: (state) => state,
  afterValue: (state) => state,
  put: () => oneLine,
  end: () => undefined,
};

function oneLine(value: Writable): string {
  const text = String(value);
  if (CONTROL.test(text)) throw new Error('a value without line breaks and control characters');
  return text;
}
