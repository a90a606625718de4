import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The names of a folder's files. The bundle of the command line has another one of this module, which knows what was
 * there when it was made (`cli/setup/part-folders.mjs`).
 */
export function listFiles(folder: URL): Promise<readonly string[]> {
  return readdir(fileURLToPath(folder));
}

/** What a file of such a folder exports by default; undefined: nothing. */
export async function importDefault(folder: URL, file: string): Promise<unknown> {
  const url = pathToFileURL(join(fileURLToPath(folder), file)).href;
  return ((await import(url)) as { readonly default?: unknown }).default;
}
