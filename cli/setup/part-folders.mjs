import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/**
 * What a bundle is made from, by paths below the folder of package.json.
 * @typedef {{ readonly files: Set<string>, readonly folders: Set<string> }} Taken
 */

/** As the registry reads them: `triggers/vocabulary/registry.ts`. */
const PART = /^(?!.*\.(?:test|d)\.)(?!contract\.)[a-z0-9-]+\.ts$/;
const FOLDER = /new URL\('([^']+\/)', import\.meta\.url\)/g;
/** What runs in a process of its own. */
const APART = /new URL\('([^']+)\.ts', import\.meta\.url\)/g;
const OF_BUNDLE = 'import\0meta\0url';
const PART_FILES = 'triggers/vocabulary/part-files.ts';
const ALL_OF = '\0parts-of:';
const KNOWN = '\0known-parts-of:';

/**
 * A plugin for a bundle with folders that are registries: where a module says `new URL('operators/', import.meta.url)`,
 * the parts of that folder come into the bundle, and `part-files.ts` finds them there. `import.meta.url` stays the
 * address of the source, so that what is read beside it is found; a source that runs in a process of its own, named as
 * `new URL('child.ts', import.meta.url)`, is `child.mjs` beside the file of the bundle.
 * @param {string} root the folder of package.json, with a slash at its end
 * @param {string} out the folder of the bundle, all of whose files lie in it
 * @param {Taken} taken gets each source, also one of which nothing is left, and each folder of parts
 * @returns {import('vite').Plugin}
 */
export function bundlePartFolders(root, out, taken) {
  return {
    name: 'part-folders',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(ALL_OF) || id.startsWith(KNOWN) ? id : undefined),
    load(id) {
      if (id.startsWith(ALL_OF)) return listParts(root, id.slice(ALL_OF.length));
      if (id.startsWith(KNOWN)) return makeKnown(root, out, id.slice(KNOWN.length));
      return undefined;
    },
    transform(code, id) {
      if (!id.startsWith(root) || id.includes('/node_modules/') || !id.endsWith('.ts')) return undefined;
      taken.files.add(relative(root, id));
      if (relative(root, id) === PART_FILES) return { code: FOUND_IN_BUNDLE, map: null };
      const found = [...code.matchAll(FOLDER)]
        .map(([, to = '']) => relative(root, resolve(dirname(id), to)))
        .filter((folder) => partsIn(root, folder).length > 0);
      for (const folder of found) taken.folders.add(folder);
      // On the first line, so that all others keep their numbers.
      const each = code.includes('loadPart') ? '?each' : '';
      const imports = found.map((folder) => `import ${JSON.stringify(KNOWN + folder + each)};`).join('');
      const url = `new URL(${JSON.stringify(relative(out, id))}, import.meta.url).href`;
      const apart = code.replaceAll(APART, (_, to) => `new URL('${basename(to)}.mjs', ${OF_BUNDLE})`);
      const placed = apart.replaceAll('import.meta.url', url).replaceAll(OF_BUNDLE, 'import.meta.url');
      return { code: imports + placed, map: null };
    },
  };
}

/** What takes the place of `part-files.ts`. */
const FOUND_IN_BUNDLE = `
const folders = new Map();
export const addFolder = (url, files, importDefault) => void folders.set(url, { files, importDefault });
export const listFiles = async (folder) => folders.get(folder.href).files;
export const importDefault = (folder, file) => folders.get(folder.href).importDefault(file);
`;

/** All parts of a folder, as one file of the bundle. */
function listParts(/** @type {string} */ root, /** @type {string} */ folder) {
  const files = partsIn(root, folder);
  const imports = files.map((file, i) => `import part${i} from ${JSON.stringify(join(root, folder, file))};`);
  return `${imports.join('')}export default { ${files.map((file, i) => `'${file}': part${i}`)} };`;
}

/** Makes a folder's parts known to `part-files.ts`: each is loaded by itself, or all of them at once. */
function makeKnown(/** @type {string} */ root, /** @type {string} */ out, /** @type {string} */ id) {
  const [folder = '', each] = id.split('?');
  const files = partsIn(root, folder);
  const url = `new URL(${JSON.stringify(`${relative(out, join(root, folder))}/`)}, import.meta.url).href`;
  const parts = files.map((file) => `'${file}': () => import(${JSON.stringify(join(root, folder, file))})`);
  const open =
    each === undefined
      ? `async (file) => (await import(${JSON.stringify(ALL_OF + folder)})).default[file]`
      : `async (file) => (await ({ ${parts} })[file]()).default`;
  const from = JSON.stringify(join(root, PART_FILES));
  return `import { addFolder } from ${from};addFolder(${url}, ${JSON.stringify(files)}, ${open});`;
}

function partsIn(/** @type {string} */ root, /** @type {string} */ folder) {
  return readdirSync(join(root, folder)).filter((name) => PART.test(name));
}
