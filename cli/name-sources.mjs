import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * For each line of a file of a bundle, one after the other, which source it comes from, -1 for none, and which line.
 * @typedef {{ readonly sources: readonly string[], readonly lines: readonly number[] }} Origins
 */

/**
 * Makes stacks name the sources that a bundle was made from, by file and line. What that takes is read when a stack is
 * first asked for.
 * @param {string} folder
 */
export function nameSources(folder) {
  /** @type {Map<string, Origins | undefined>} */
  const known = new Map();
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => {
      const file = frame.getFileName() ?? '';
      const line = `    at ${frame}`;
      if (dirname(file) !== folder) return line;
      if (!known.has(file)) known.set(file, readOrigins(file));
      const at = originOf(known.get(file), frame.getLineNumber() ?? 1);
      if (at === undefined) return line;
      return line.replace(`${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`, () => resolve(folder, at));
    });
    return [headOf(error), ...lines].join('\n');
  };
}

/**
 * `path:line` of a line of a bundle's file.
 * @param {Origins | undefined} origins
 * @param {number} line
 */
function originOf(origins, line) {
  const source = origins?.sources[origins.lines[2 * (line - 1)] ?? -1];
  return source === undefined ? undefined : `${source}:${origins?.lines[2 * line - 1]}`;
}

/** What a stack begins with. */
function headOf(/** @type {unknown} */ error) {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}

/** @returns {Origins | undefined} */
function readOrigins(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(`${file}.lines.json`, 'utf8'));
  } catch {
    return undefined;
  }
}
