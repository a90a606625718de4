import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameSources } from './name-sources.mjs';
import { openScripts } from './scripts.mjs';

/**
 * Runs a file of a bundle in a process of its own, such as the one that holds ClickHouse. Once what the file exports as
 * `opened` resolves, what V8 has compiled of it is kept.
 * @param {URL} url
 */
export async function runBundled(url) {
  const path = fileURLToPath(url);
  const folder = dirname(path);
  nameSources(folder);
  const { load, keep } = openScripts(folder);
  const { opened } = /** @type {{ readonly opened: Promise<unknown> }} */ (load(basename(path)));
  await opened;
  keep();
}
