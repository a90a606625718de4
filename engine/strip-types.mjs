import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * What was stripped before, by the hash of the text it came of: to load the stripper alone takes longer than most
 * commands. Files are read and written at once: this thread has nothing else to do, and each step of a promise goes
 * through another one.
 */
const KEPT = pathToFileURL(`${fileURLToPath(new URL('..', import.meta.url))}node_modules/.cache/kairos-types/`);
/** The stripper's release; another one may strip otherwise. */
const RELEASE = '1.16.2';

/**
 * A loading hook (https://nodejs.org/docs/latest-v20.x/api/module.html#hooks): the types of a `.ts` file become blanks,
 * so that every line and column of a stack trace is the file's own, and nothing else of it changes.
 * @type {import('node:module').LoadHook}
 */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !new URL(url).pathname.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const text = readFileSync(path, 'utf8');
  const kept = new URL(`${createHash('sha256').update(RELEASE).update('\n').update(text).digest('hex')}.js`, KEPT);
  const before = readKept(kept);
  const source = before ?? (await strip(text, path));
  if (before === undefined) keep(kept, source);
  return { format: 'module', source, shortCircuit: true };
}

/** @returns {string | undefined} */
function readKept(/** @type {URL} */ at) {
  try {
    return readFileSync(at, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all. A tree that cannot be written to is stripped each time. */
function keep(/** @type {URL} */ at, /** @type {string} */ source) {
  const fresh = new URL(`${at.href}.${process.pid}`);
  try {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(fresh, source);
    renameSync(fresh, at);
  } catch {
    // It only saves time.
  }
}

async function strip(/** @type {string} */ text, /** @type {string} */ path) {
  const { default: stripper } = await import('@swc/wasm-typescript');
  try {
    return stripper.transformSync(text, { mode: 'strip-only', filename: path }).code;
  } catch (cause) {
    // What it throws is no Error.
    const { message, startLine, snippet } = /** @type {Record<string, unknown>} */ (cause);
    throw new SyntaxError(`${path}:${startLine}: ${message}\n${snippet}`, { cause });
  }
}
