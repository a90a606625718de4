import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { nameSources } from './name-sources.mjs';
import { openScripts } from './scripts.mjs';

/**
 * Where the command line lies as few files, below the folder of package.json. `cli/setup/command-line.mjs` makes it.
 */
export const BUNDLE = 'node_modules/.cache/kairos-cli';
/** What runs long and under load runs from its sources: a bundle took more CPU a signal (docs/decisions/0088). */
export const FROM_SOURCES = ['start'];
/** What starts an engine; all else ends soon, or does one thing so often that it is optimized all the same. */
const STARTS_ENGINE = [...FROM_SOURCES, 'demo', 'restore'];
/**
 * Twenty times the usual: V8 optimizes what has run for so long, and in a command that ends soon little does. It saves
 * `check` a tenth of its processor time (docs/decisions/0074).
 */
const OPTIMIZE_LATE = '--interrupt-budget=1320000';
/**
 * The parser of `fetch` is WebAssembly, which V8 would optimize whole for one answer: a fifth of a second of processor
 * time (docs/decisions/0074).
 */
const NO_OPTIMIZED_WASM = '--liftoff-only';
/** Of V8, for what ends soon. */
const ENDS_SOON = [OPTIMIZE_LATE, NO_OPTIMIZED_WASM];
/** With it they run from the bundle all the same: what starts often, and briefly. */
const BUNDLED = '--bundled';

/**
 * What a bundle was made from: sources, and folders of parts, by their paths below the folder of package.json.
 * @typedef {{ readonly files: readonly string[], readonly folders: readonly string[], readonly hash: string }} Made
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Loads the command line: from the bundle when that was made from the sources as they are now, else from the sources.
 * @param {readonly string[]} args
 * @returns {Promise<typeof import('./main.ts') & { readonly finish?: () => void }>}
 */
export async function loadCommandLine([command = '', ...options]) {
  if (!STARTS_ENGINE.includes(command)) for (const flag of ENDS_SOON) setFlagsFromString(flag);
  const isOfSources = FROM_SOURCES.includes(command) && !options.includes(BUNDLED);
  const made = isOfSources ? undefined : findFresh(ROOT);
  if (made !== undefined) {
    const folder = join(ROOT, BUNDLE, made.hash);
    nameSources(folder);
    const { load, keep } = openScripts(folder);
    return { ...load('main.js'), finish: keep };
  }
  await import('../engine/typescript.mjs');
  return import('./main.ts');
}

/**
 * What the bundle that lies there was made from, if that is as it was; else undefined. It lies in a folder named after
 * the hash.
 * @param {string} root the folder of package.json
 * @returns {Made | undefined}
 */
export function findFresh(root) {
  try {
    const made = /** @type {Made} */ (JSON.parse(readFileSync(join(root, BUNDLE, 'made.json'), 'utf8')));
    const began = Date.now();
    const look = lookAt(root, made);
    if (look.text === readSeen(root, made)) return made;
    if (made.hash !== hashOf(root, made)) return undefined;
    // What changed a moment ago may change once more at what the file system takes for the same time.
    if (look.newestMs < began - SETTLED_MS) keepSeen(root, made, look.text);
    return made;
  } catch {
    return undefined;
  }
}

/** So old a change must be at least: file systems tell times in steps of some milliseconds, some of two seconds. */
const SETTLED_MS = 3_000;

/**
 * What the file system says of all that a bundle is made from, without reading it: whatever writes to a file, or
 * replaces it, changes one of these. Of the times only the one that no program can set.
 * @param {string} root
 * @param {Made} made
 */
function lookAt(root, { files, folders, hash }) {
  let newestMs = 0;
  const lines = [...folders, ...files].map((path) => {
    const { dev, ino, size, ctimeMs } = statSync(`${root}/${path}`);
    newestMs = Math.max(newestMs, ctimeMs);
    return `${dev} ${ino} ${size} ${ctimeMs} ${path}`;
  });
  return { text: [hash, ...lines].join('\n'), newestMs };
}

/** What was seen when the hash was last found to be right. */
function readSeen(/** @type {string} */ root, /** @type {Made} */ made) {
  try {
    return readFileSync(join(root, BUNDLE, made.hash, SEEN), 'utf8');
  } catch {
    return undefined;
  }
}

/** Keeps it for the next command. It only saves time. */
function keepSeen(/** @type {string} */ root, /** @type {Made} */ made, /** @type {string} */ text) {
  const path = join(root, BUNDLE, made.hash, SEEN);
  try {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that nobody may write to.
  }
}

const SEEN = 'seen.txt';

/**
 * The hash of what a bundle is made from, as it is now. Throws when some of it is gone.
 * @param {string} root
 * @param {Pick<Made, 'files' | 'folders'>} made
 */
export function hashOf(root, { files, folders }) {
  const hash = createHash('sha1').update(JSON.stringify({ files, folders }));
  for (const folder of folders) hash.update(JSON.stringify(readdirSync(join(root, folder)).sort()));
  for (const file of files) {
    const text = readFileSync(join(root, file));
    hash.update(`${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}
