/** Where a text stops being JSON, and what should have stood there. */
export interface JsonFault {
  /** Characters before it. */
  readonly position: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

class Fault extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.expected);
    this.fault = fault;
  }
}

/**
 * The first fault of a text that JSON.parse refused; undefined when it finds none. Slow, for messages; nesting must be
 * bounded.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  let at = 0;
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const fail = (expected: string): never => {
    throw new Fault({ position: at, expected: at >= text.length ? `${expected}, but the text ends` : expected });
  };
  const take = (mark: string): boolean => {
    eat(SPACE);
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const string = (): void => {
    eat(STRING);
    if (text[at] === '\\') fail('a valid escape');
    if (text[at] !== '"') fail('a closing quote, and no control character before it');
    at++;
  };
  const items = (end: string, item: () => void): void => {
    if (take(end)) return;
    do item();
    while (take(','));
    if (!take(end)) fail(`a comma or '${end}'`);
  };
  const member = (): void => {
    eat(SPACE);
    if (text[at] !== '"') fail('a name in double quotes');
    string();
    if (!take(':')) fail("':'");
    value();
  };
  const value = (): void => {
    if (take('{')) items('}', member);
    else if (take('[')) items(']', value);
    else if (text[at] === '"') string();
    else if (!eat(NUMBER) && !eat(WORD)) fail('a value');
  };
  try {
    value();
    eat(SPACE);
    if (at < text.length) fail('nothing more after the value');
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    throw error;
  }
}
