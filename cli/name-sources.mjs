import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * Makes stacks name the sources that a bundle was made from, by file, line and column. A map is read when a stack is
 * first asked for: to have Node do it reads all of them at each start.
 * @param {string} folder
 */
export function nameSources(folder) {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map();
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => {
      const file = frame.getFileName() ?? '';
      const line = `    at ${frame}`;
      if (dirname(file) !== folder) return line;
      if (!maps.has(file)) maps.set(file, readMap(file));
      const from = maps.get(file)?.findEntry((frame.getLineNumber() ?? 1) - 1, (frame.getColumnNumber() ?? 1) - 1);
      if (from === undefined || !('originalSource' in from)) return line;
      const source = resolve(folder, from.originalSource);
      const at = `${source}:${from.originalLine + 1}:${from.originalColumn + 1}`;
      return line.replace(`${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`, () => at);
    });
    return [headOf(error), ...lines].join('\n');
  };
}

/** What a stack begins with. */
function headOf(/** @type {unknown} */ error) {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}

/** @returns {SourceMap | undefined} */
function readMap(/** @type {string} */ file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
