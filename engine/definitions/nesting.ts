/**
 * Levels of lists and mappings in one document: far more than any definition has, far fewer than a recursive reader
 * can bear.
 */
export const MOST_LEVELS = 100;
export const TOO_DEEP = `at most ${MOST_LEVELS} levels of lists and mappings`;

/**
 * Whether data nests deeper than it may. Looks level by level, at each thing of a level once: no depth and no loop is
 * too much.
 */
export function isTooDeep(data: unknown): boolean {
  let level = new Set([data].filter(isObject));
  for (let depth = 1; level.size > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    const next = new Set<object>();
    for (const holder of level) for (const value of Object.values(holder)) if (isObject(value)) next.add(value);
    level = next;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Brackets and dashes that open one in another. A reader of YAML calls itself for each and dies of too many. */
const MOST_OPEN = 1_000;
const DASHES = new RegExp(`(?:-[ \\t]+){${MOST_OPEN}}`);

/** Whether a text opens so many brackets, or lists in lists, that no reader should be given it. */
export function opensTooMany(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) open++;
    else if (code === 0x5d || code === 0x7d) open = Math.max(0, open - 1);
    if (open > MOST_OPEN) return true;
  }
  return DASHES.test(text);
}
