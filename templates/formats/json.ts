import type { Format, Writable } from './contract.ts';

/** JSON: within quotes a value becomes the text of the string, elsewhere a JSON value of its own. */
export const json: Format = {
  name: 'json',
  start: 'outside',
  follow,
  afterValue: (state) => state,
  put: (state) => (state === 'outside' ? asJson : state === 'string' ? asStringContent : REFUSED),
  end: (state) => (state === 'outside' ? undefined : 'JSON whose strings are closed'),
  check(output) {
    try {
      JSON.parse(output);
      return undefined;
    } catch (cause) {
      return `valid JSON (${(cause as Error).message})`;
    }
  },
};

const REFUSED = { refused: 'no value right after a backslash' };

function follow(state: string, text: string): string {
  let at = state;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (at === 'outside') at = char === '"' ? 'string' : at;
    else if (at === 'escape') at = 'string';
    else if (char === '\\') at = 'escape';
    else if (char === '"') at = 'outside';
  }
  return at;
}

function asJson(value: Writable): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function asStringContent(value: Writable): string {
  return JSON.stringify(String(value)).slice(1, -1);
}
