import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Named {
  readonly name: string;
}

const SOURCE = /^(?!.*\.(?:test|d)\.)(?!contract\.)[a-z0-9-]+\.[jt]s$/;

/** Loads a folder of one-thing-per-file parts, sorted by name. Throws when a default export's `name` is not its file's name. */
export async function loadFolder<T extends Named>(folder: URL): Promise<ReadonlyMap<string, T>> {
  const path = fileURLToPath(folder);
  const things = new Map<string, T>();
  for (const file of (await readdir(path)).filter((f) => SOURCE.test(f)).sort()) {
    const { default: thing } = (await import(pathToFileURL(join(path, file)).href)) as { default?: T };
    const expected = file.replace(/\.[jt]s$/, '');
    if (thing?.name !== expected) {
      throw new Error(`${join(path, file)} must default-export something named '${expected}', got '${thing?.name}'`);
    }
    things.set(expected, thing);
  }
  return things;
}
