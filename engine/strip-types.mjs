import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import stripper from '@swc/wasm-typescript';

/**
 * A loading hook (https://nodejs.org/docs/latest-v20.x/api/module.html#hooks): the types of a `.ts` file become blanks, so that every
 * line and column of a stack trace is the file's own, and nothing else of it changes.
 * @type {import('node:module').LoadHook}
 */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !new URL(url).pathname.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const text = await readFile(path, 'utf8');
  return { format: 'module', source: strip(text, path), shortCircuit: true };
}

function strip(/** @type {string} */ text, /** @type {string} */ path) {
  try {
    return stripper.transformSync(text, { mode: 'strip-only', filename: path }).code;
  } catch (cause) {
    // What it throws is no Error.
    const { message, startLine, snippet } = /** @type {Record<string, unknown>} */ (cause);
    throw new SyntaxError(`${path}:${startLine}: ${message}\n${snippet}`, { cause });
  }
}
