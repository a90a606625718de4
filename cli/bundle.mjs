import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameSources } from './name-sources.mjs';
import { openScripts } from './scripts.mjs';

/**
 * Where the command line lies as few files, below the folder of package.json. `cli/setup/command-line.mjs` makes it.
 */
export const BUNDLE = 'node_modules/.cache/kairos-cli';
/** What runs long and under load runs from its sources: a bundle took more CPU a signal (docs/decisions/0088). */
export const FROM_SOURCES = ['start'];
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
    return made.hash === hashOf(root, made) ? made : undefined;
  } catch {
    return undefined;
  }
}

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
