import { MOST_LEVELS } from './nesting.ts';

/**
 * Reads JSON some ten times as fast as YAML does. Undefined for a text that YAML must look at, to say with a line what
 * is wrong: one that is no JSON, in which a key stands twice, or that nests deeper than it may.
 */
export function quickJson(text: string): { readonly body: unknown } | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  return keysWritten(text) === keysIn(body, 1) ? { body } : undefined;
}

/** How many keys are written in a text that is JSON. */
function keysWritten(text: string): number {
  let keys = 0;
  for (let start = text.indexOf('"'); start >= 0; ) {
    const end = endOf(text, start);
    let after = end + 1;
    while (isSpace(text.charCodeAt(after))) after++;
    if (text.charCodeAt(after) === COLON) keys++;
    start = text.indexOf('"', after);
  }
  return keys;
}

const COLON = 58;
const BACKSLASH = 92;

/** Where the text that begins at a quote ends: at the next quote that is not escaped. */
function endOf(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** How many keys there are in a value and all below it, at a level; no number where it nests deeper than it may. */
function keysIn(value: unknown, level: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (level > MOST_LEVELS) return Number.NaN;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') keys += keysIn(item, level + 1);
    return keys;
  }
  for (const inner of Object.values(value)) keys += 1 + keysIn(inner, level + 1);
  return keys;
}
