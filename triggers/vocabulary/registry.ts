import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Named {
  readonly name: string;
}

const SOURCE = /^(?!.*\.(?:test|d)\.)(?!contract\.)[a-z0-9-]+\.[jt]s$/;

/**
 * Loads a folder of one-thing-per-file parts, sorted by name. Throws when a default export's `name` is not its file's
 * name.
 */
export async function loadFolder<T extends Named>(folder: URL): Promise<ReadonlyMap<string, T>> {
  const path = fileURLToPath(folder);
  const things = new Map<string, T>();
  for (const file of (await readdir(path)).filter((f) => SOURCE.test(f)).sort()) {
    const thing = await load<T>(path, file);
    things.set(thing.name, thing);
  }
  return things;
}

/** Loads one part of such a folder by its name, without the others; undefined: it has none of the name. */
export async function loadPart<T extends Named>(folder: URL, name: string): Promise<T | undefined> {
  const path = fileURLToPath(folder);
  const file = (await readdir(path)).find((one) => SOURCE.test(one) && nameOf(one) === name);
  return file === undefined ? undefined : load<T>(path, file);
}

async function load<T extends Named>(path: string, file: string): Promise<T> {
  const { default: thing } = (await import(pathToFileURL(join(path, file)).href)) as { default?: T };
  if (thing?.name === nameOf(file)) return thing;
  throw new Error(`${join(path, file)} must default-export something named '${nameOf(file)}', got '${thing?.name}'`);
}

function nameOf(file: string): string {
  return file.replace(/\.[jt]s$/, '');
}
